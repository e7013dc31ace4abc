import type { World } from '../world.ts';

interface ScaledObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly triggers: readonly { readonly metadata: Readonly<Record<string, string>> }[];
  };
}

const listOf = ({ namespace }: World) => `/apis/keda.sh/v1alpha1/namespaces/${namespace}/scaledobjects`;
const pathOf = (world: World, service: string) => `${listOf(world)}/${world.release}-${service}`;

/** Points KEDA at another queue URL. The returned function reverts it. */
export async function misleadKeda(world: World, service: string, queueURL: string) {
  const path = pathOf(world, service);
  const { triggers } = (await world.kube.get<ScaledObject>(path)).spec;
  const wrong = triggers.map((trigger) => {
    const { queueURLFromEnv: _, ...metadata } = trigger.metadata;
    return { ...trigger, metadata: { ...metadata, queueURL } };
  });
  await world.kube.patch(path, { spec: { triggers: wrong } });
  return () => world.kube.patch(path, { spec: { triggers } });
}

/** Deletes the ScaledObject of a service. The returned function creates it again. */
export async function removeScaledObject(world: World, service: string) {
  const path = pathOf(world, service);
  const { apiVersion, kind, metadata, spec } = await world.kube.get<ScaledObject>(path);
  const { name, labels, annotations } = metadata;
  await world.kube.remove(path);
  return async () => {
    await world.kube.create(listOf(world), {
      apiVersion,
      kind,
      metadata: { name, labels, annotations },
      spec,
    });
  };
}
