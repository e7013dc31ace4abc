import type { KubeApi } from './kubernetes/kube-api.ts';
import type { Deployment } from './kubernetes/objects.ts';
import { MissingCommandError, runCommand } from './kubernetes/run-command.ts';

/** What the test needs from the cluster. */
export interface ClusterFacts {
  readonly kubernetes: string;
  readonly helm: string;
  /** Version of KEDA, by its operator's image. */
  readonly keda: string;
  /** Path of the Deployment of KEDA's operator. */
  readonly kedaOperator: string;
  readonly nodes: number;
  /** Short hash of the commit that is tested; `+` behind it where files were changed. */
  readonly commit: string;
}

interface Operator extends Deployment {
  readonly metadata: Deployment['metadata'] & { readonly namespace: string };
  readonly spec: Deployment['spec'] & {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

/** @throws MissingCommandError that names what is missing. */
export async function checkCluster(kube: KubeApi): Promise<ClusterFacts> {
  const commit = await runCommand('git', ['describe', '--always', '--exclude', '*', '--dirty=+']);
  const helm = await runCommand('helm', ['version', '--template', '{{ .Version }}']);
  const answer = await kube.get<{ gitVersion: string }>('/version').catch((error: Error) => {
    throw new MissingCommandError(`the cluster of KUBECONFIG does not answer: ${error.message}`);
  });
  const nodes = await kube.list<object>('/api/v1/nodes');
  const operators = await kube.list<Operator>('/apis/apps/v1/deployments?labelSelector=app=keda-operator');
  const operator = operators.find(({ metadata }) => metadata.name === 'keda-operator');
  if (!operator?.status.readyReplicas)
    throw new MissingCommandError('KEDA is not installed in the cluster, or not ready');
  const { name, namespace } = operator.metadata;
  return {
    kubernetes: answer.gitVersion,
    helm,
    keda: operator.spec.template.spec.containers[0]?.image.split(':').at(-1) ?? '',
    kedaOperator: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
    nodes: nodes.length,
    commit: commit.trim(),
  };
}
