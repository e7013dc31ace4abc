import type { KubernetesObject, V1Container, V1Deployment } from '@kubernetes/client-node';
import type { World } from '../open-world.ts';

const named = (apiVersion: string, kind: string, name: string) => ({ apiVersion, kind, metadata: { name } });
const deploymentOf = ({ release }: World, service: string) =>
  named('apps/v1', 'Deployment', `${release}-${service}`);

/** Changes environment variables of a service. The returned function reverts them. */
export async function changeEnv(
  world: World,
  service: string,
  values: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const deployment = deploymentOf(world, service);
  const { spec } = await world.cluster.objects.read<V1Deployment>(deployment);
  const containers = spec?.template.spec?.containers ?? [];
  const changed = containers.map((container) => ({
    ...container,
    env: [
      ...(container.env ?? []).filter(({ name }) => !(name in values)),
      ...Object.entries(values).map(([name, value]) => ({ name, value })),
    ],
  }));
  const put = (list: readonly V1Container[]) =>
    world.cluster.merge({ ...deployment, spec: { template: { spec: { containers: list } } } });
  await put(changed);
  return () => put(containers);
}

/** Sets the replicas of a service. The returned function reverts them. */
export async function scale(world: World, service: string, replicas: number): Promise<() => Promise<void>> {
  const deployment = deploymentOf(world, service);
  const { spec } = await world.cluster.objects.read<V1Deployment>(deployment);
  const set = (count: number) => world.cluster.merge({ ...deployment, spec: { replicas: count } });
  await set(replicas);
  return () => set(spec?.replicas ?? 1);
}

interface ScaledObject extends KubernetesObject {
  readonly spec: { readonly triggers: readonly { readonly metadata: Readonly<Record<string, string>> }[] };
}

const scaledObjectOf = ({ release }: World, service: string) =>
  named('keda.sh/v1alpha1', 'ScaledObject', `${release}-${service}`);

/** Points KEDA at another queue URL. The returned function reverts it. */
export async function misleadKeda(world: World, service: string, queueURL: string) {
  const scaledObject = scaledObjectOf(world, service);
  const { triggers } = (await world.cluster.objects.read<ScaledObject>(scaledObject)).spec;
  const wrong = triggers.map((trigger) => {
    const { queueURLFromEnv: _, ...metadata } = trigger.metadata;
    return { ...trigger, metadata: { ...metadata, queueURL } };
  });
  const set = (list: typeof triggers) => world.cluster.merge({ ...scaledObject, spec: { triggers: list } });
  await set(wrong);
  return () => set(triggers);
}

/** Deletes the ScaledObject of a service. The returned function creates it again. */
export async function removeScaledObject(world: World, service: string): Promise<() => Promise<void>> {
  const { objects } = world.cluster;
  const scaledObject = scaledObjectOf(world, service);
  const { metadata, spec } = await objects.read<ScaledObject>(scaledObject);
  await objects.delete(scaledObject);
  const { name, labels = {}, annotations = {} } = metadata ?? {};
  const again: ScaledObject = {
    ...scaledObject,
    metadata: { ...(name && { name }), labels, annotations },
    spec,
  };
  return async () => void (await objects.create(again));
}
