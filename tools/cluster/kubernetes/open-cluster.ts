import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  loadAllYaml,
  PatchStrategy,
  VersionApi,
} from '@kubernetes/client-node';
import { MissingToolError } from '../../programs/run.ts';
import { type ForwardedPort, type ForwardOptions, forwardPort } from './forward-port.ts';

/** The cluster that KUBECONFIG names. Its clients throw `ApiException` when the API server refuses a request. */
export interface Cluster {
  readonly config: KubeConfig;
  /** Version of Kubernetes, such as `v1.35.4`. */
  readonly version: string;
  /** Namespace of the test, and of objects that name none. */
  readonly namespace: string;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly batch: BatchV1Api;
  /** Objects of any kind, custom resources included. */
  readonly objects: KubernetesObjectApi;
  /** `kubectl apply --server-side` of YAML documents. */
  apply(manifest: string): Promise<void>;
  /** `kubectl patch --type=merge`: merges `object` into the existing one of its kind and name. */
  merge(object: Change): Promise<void>;
  /** Forwards a loopback port to the ready pods of a Service. */
  forward(options: ForwardOptions): Promise<ForwardedPort>;
}

type Change = KubernetesObject & { readonly spec?: object; readonly data?: object };

const contextName = 'proofsheet-test';

/** @throws MissingToolError when the cluster does not answer. */
export async function openCluster(namespace: string): Promise<Cluster> {
  const config = new KubeConfig();
  config.loadFromDefault();
  const context = config.getContextObject(config.getCurrentContext());
  if (context === null) throw new MissingToolError('the kubeconfig has no current context');
  config.addContext({ ...context, name: contextName, namespace });
  config.setCurrentContext(contextName);
  const { gitVersion } = await config
    .makeApiClient(VersionApi)
    .getCode()
    .catch((error: Error) => {
      throw new MissingToolError(`the cluster of KUBECONFIG does not answer: ${error.message}`);
    });
  const objects = KubernetesObjectApi.makeApiClient(config);
  const patch = async (object: KubernetesObject, strategy: PatchStrategy, force?: boolean) =>
    void (await objects.patch(object, undefined, undefined, contextName, force, strategy));
  return {
    config,
    version: gitVersion,
    namespace,
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    batch: config.makeApiClient(BatchV1Api),
    objects,
    async apply(manifest) {
      const documents: KubernetesObject[] = loadAllYaml(manifest);
      for (const object of documents) await patch(object, PatchStrategy.ServerSideApply, true);
    },
    merge: (object) => patch(object, PatchStrategy.MergePatch),
    forward: (options) => forwardPort(config, namespace, options),
  };
}
