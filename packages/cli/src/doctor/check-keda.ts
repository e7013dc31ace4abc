import type { DoctorContext } from './doctor-context.ts';
import type { Problem } from './problem.ts';

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}
interface ScaledObject {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string };
    readonly triggers: readonly {
      readonly type: string;
      readonly metadata: Readonly<Record<string, string>>;
    }[];
  };
  readonly status?: { readonly conditions?: readonly Condition[] };
}
interface Deployment {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly env?: readonly { name: string; value?: string }[] }[];
      };
    };
  };
}

const label = 'app.kubernetes.io/name=proofsheet';

/** Whether KEDA scales the workers and notifiers of the current kube context by the right queues. */
export async function checkKeda({ settings, kubectl, namespace }: DoctorContext): Promise<Problem[]> {
  const where = namespace === undefined ? [] : ['--namespace', namespace];
  const listOf = async <T>(kind: string) => {
    const found = (await kubectl(['get', kind, '--selector', label, ...where])) as { items: T[] } | undefined;
    return found?.items ?? [];
  };
  const [scaledObjects, deployments] = await Promise.all([
    listOf<ScaledObject>('scaledobjects.keda.sh'),
    listOf<Deployment>('deployments.apps'),
  ]);
  if (scaledObjects.length === 0) {
    if (namespace === undefined || deployments.length === 0) return [];
    const why = 'Replicas stay as they are however many messages wait.';
    const fix = 'Install KEDA and set scaling.enabled, or ignore this if the HPA scales them.';
    return [problem(`no ScaledObject of proofsheet in the namespace ${namespace}`, why, fix)];
  }
  return scaledObjects.flatMap((scaled) => judge(scaled, deployments, settings));
}

function judge(
  { metadata, spec, status }: ScaledObject,
  deployments: readonly Deployment[],
  settings: DoctorContext['settings'],
): Problem[] {
  const name = `the ScaledObject ${metadata.name}`;
  const why = 'Messages wait while no pods are added.';
  const paused = Object.keys(metadata.annotations ?? {}).find((key) =>
    key.startsWith('autoscaling.keda.sh/paused'),
  );
  if (paused) return [problem(`${name} is paused`, why, `Remove the annotation ${paused}.`)];
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') {
    const what = `${name} is not ready: ${ready?.message ?? 'KEDA has not looked at it'}`;
    const fix =
      'Read the log of the KEDA operator; check its sqs:GetQueueAttributes permission and identity.';
    return [problem(what, why, fix)];
  }
  const trigger = spec.triggers.find(({ type }) => type === 'aws-sqs-queue');
  if (!trigger)
    return [problem(`${name} has no trigger by the depth of a queue`, why, 'Upgrade the release.')];
  const { queueURL, queueURLFromEnv = '', awsRegion } = trigger.metadata;
  const url = queueURL ?? envOf(deployments, spec.scaleTargetRef.name, queueURLFromEnv);
  const expected = [settings.ORIGINALS_QUEUE_URL, settings.THUMBNAILS_QUEUE_URL];
  if (url !== undefined && !expected.includes(url))
    return [
      problem(`${name} scales by ${url}, which is none of the queues`, why, 'Correct the chart values.'),
    ];
  if (awsRegion !== undefined && awsRegion !== settings.AWS_REGION)
    return [
      problem(`${name} looks in the region ${awsRegion}`, why, `Set aws.region to ${settings.AWS_REGION}.`),
    ];
  return [];
}

function envOf(deployments: readonly Deployment[], target: string, variable: string): string | undefined {
  const deployment = deployments.find(({ metadata }) => metadata.name === target);
  const variables = deployment?.spec.template.spec.containers.flatMap(({ env = [] }) => env) ?? [];
  return variables.find(({ name }) => name === variable)?.value;
}

function problem(what: string, why: string, fix: string): Problem {
  return { check: 'keda', what, why, fix };
}
