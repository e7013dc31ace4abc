import type { Fault } from './fault.ts';

interface Secret {
  readonly data: { readonly API_KEYS: string };
}

/** Somebody breaks a line of the file of API keys. Pods see it when the kubelet renews the mounted Secret. */
export const wrongKeyFile: Fault = {
  name: 'wrong-key-file',
  alerts: ['ProofsheetApiKeyFileWrong'],
  async begin({ kube, namespace, release }) {
    const path = `/api/v1/namespaces/${namespace}/secrets/${release}`;
    const { API_KEYS: before } = (await kube.get<Secret>(path)).data;
    const broken = Buffer.concat([Buffer.from(before, 'base64'), Buffer.from('\nnonsense\n')]).toString(
      'base64',
    );
    await kube.patch(path, { data: { API_KEYS: broken } });
    return () => kube.patch(path, { data: { API_KEYS: before } });
  },
};
