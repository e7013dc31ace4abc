import { parseObjects } from '../chart/render.ts';
import { root } from '../cluster/set-up.ts';
import { runOrFail } from '../programs/run.ts';

export const workerDeployment = 'proofsheet-worker';

/** A Deployment of idle pods in place of the workers, and the objects by which the chart has KEDA scale workers. */
export async function scaledObjects(
  values: object,
  { image, namespace }: { image: string; namespace: string },
): Promise<string> {
  const templates = ['scaled-object.yaml', 'trigger-authentication.yaml', 'deployment.yaml'];
  const text = await runOrFail(
    'helm',
    [
      ...['template', 'proofsheet', `${root}/charts/proofsheet`, '--namespace', namespace, '--values', '-'],
      ...templates.flatMap((name) => ['--show-only', `templates/${name}`]),
    ],
    { input: JSON.stringify(values) },
  );
  const objects = parseObjects(text) as unknown as ChartObject[];
  const kept = objects.filter(
    ({ kind, metadata }) => kind === 'TriggerAuthentication' || metadata.name === workerDeployment,
  );
  for (const { kind, spec } of kept) if (kind === 'Deployment') makeIdle(spec, image);
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: kept });
}

interface ChartObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { template?: { spec: { serviceAccountName?: string; containers: object[] } } };
}

/** Keeps the environment, from which KEDA reads the queue's URL, and what Pod Security admission wants. */
function makeIdle({ template }: ChartObject['spec'], image: string): void {
  const pod = template?.spec;
  if (!pod) return;
  const [{ env, securityContext } = {}] = pod.containers as { env?: object[]; securityContext?: object }[];
  delete pod.serviceAccountName;
  const resources = { requests: { cpu: '1m', memory: '4Mi' } };
  pod.containers = [
    { name: 'worker', image, imagePullPolicy: 'IfNotPresent', env, resources, securityContext },
  ];
}
