import { MissingToolError, runOrFail } from '../programs/run.ts';
import type { KedaOperator } from './disturb/disturb-cluster.ts';
import type { Cluster } from './kubernetes/open-cluster.ts';

/** What the test needs from the cluster. */
export interface ClusterFacts {
  readonly kubernetes: string;
  readonly helm: string;
  /** Version of KEDA, by its operator's image. */
  readonly keda: string;
  readonly kedaOperator: KedaOperator;
  readonly nodes: number;
  /** Short hash of the commit that is tested; `+` behind it where files were changed. */
  readonly commit: string;
}

/** @throws MissingToolError that names what is missing. */
export async function checkCluster({ core, apps, version }: Cluster): Promise<ClusterFacts> {
  const commit = await runOrFail('git', ['describe', '--always', '--exclude', '*', '--dirty=+']);
  const helm = await runOrFail('helm', ['version', '--template', '{{ .Version }}']);
  const nodes = await core.listNode();
  const operators = await apps.listDeploymentForAllNamespaces({ labelSelector: 'app=keda-operator' });
  const operator = operators.items.find(({ metadata }) => metadata?.name === 'keda-operator');
  if (!operator?.status?.readyReplicas)
    throw new MissingToolError('KEDA is not installed in the cluster, or not ready');
  const { name = '', namespace = '' } = operator.metadata ?? {};
  const [container] = operator.spec?.template.spec?.containers ?? [];
  return {
    kubernetes: version,
    helm,
    keda: container?.image?.split(':').at(-1) ?? '',
    kedaOperator: { name, namespace },
    nodes: nodes.items.length,
    commit: commit.trim(),
  };
}
