import type { World } from '../world.ts';

interface Container {
  readonly name: string;
  readonly env: readonly { readonly name: string }[];
}

interface DeploymentSpec {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

const pathOf = ({ namespace, release }: World, service: string) =>
  `/apis/apps/v1/namespaces/${namespace}/deployments/${release}-${service}`;

/** Changes environment variables of a service. The returned function reverts them. */
export async function changeEnv(
  world: World,
  service: string,
  values: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const path = pathOf(world, service);
  const { containers } = (await world.kube.get<DeploymentSpec>(path)).spec.template.spec;
  const changed = containers.map((container) => ({
    ...container,
    env: [
      ...container.env.filter(({ name }) => !(name in values)),
      ...Object.entries(values).map(([name, value]) => ({ name, value })),
    ],
  }));
  const put = (list: readonly Container[]) =>
    world.kube.patch(path, { spec: { template: { spec: { containers: list } } } });
  await put(changed);
  return () => put(containers);
}

/** Sets the replicas of a service. The returned function reverts them. */
export async function scale(world: World, service: string, replicas: number): Promise<() => Promise<void>> {
  const path = pathOf(world, service);
  const before = (await world.kube.get<DeploymentSpec>(path)).spec.replicas;
  await world.kube.patch(path, { spec: { replicas } });
  return () => world.kube.patch(path, { spec: { replicas: before } });
}
