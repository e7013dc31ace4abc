import { makePhotos } from '../../cluster/load/make-photos.ts';
import { changeEnv } from './change-objects.ts';
import { type Fault, repeat } from './fault.ts';

/** The upload service reaches neither S3 nor SQS. */
export const apiWithoutAws: Fault = {
  name: 'api-without-aws',
  alerts: [
    'ProofsheetApiErrorBudgetFastBurn',
    'ProofsheetApiErrorBudgetSlowBurn',
    'ProofsheetQueueDepthUnknown',
  ],
  async begin(world) {
    const nowhere = 'http://127.0.0.1:9';
    const mend = await changeEnv(world, 'upload', {
      AWS_ENDPOINT_URL: nowhere,
      ORIGINALS_DEAD_LETTER_QUEUE_URL: `${nowhere}/000000000000/none`,
    });
    const { apiUrl, apiKey } = world.api;
    const headers = { authorization: `Bearer ${apiKey}` };
    const stop = repeat(() => fetch(`${apiUrl}/v1/photos`, { headers }), 200);
    return async () => {
      await mend();
      // Successful responses must push the failed ones out of the window.
      await stop();
    };
  },
};

/** An edit breaks a line of the file of API keys. Pods see it when the kubelet renews the mounted Secret. */
export const wrongKeyFile: Fault = {
  name: 'wrong-key-file',
  alerts: ['ProofsheetApiKeyFileWrong'],
  async begin({ cluster, release: name }) {
    const { core, namespace } = cluster;
    const { API_KEYS: before = '' } = (await core.readNamespacedSecret({ name, namespace })).data ?? {};
    const broken = `${Buffer.from(before, 'base64')}\nnonsense\n`;
    const set = (keys: string) =>
      cluster.merge({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, data: { API_KEYS: keys } });
    await set(Buffer.from(broken).toString('base64'));
    return () => set(before);
  },
};

/** The notifier has a wrong secret key while photos arrive. */
export const wrongSecret: Fault = {
  name: 'wrong-secret',
  alerts: ['ProofsheetAwsAccessFails'],
  async begin(world) {
    const [photo = Buffer.alloc(0)] = Object.values(await makePhotos());
    const mend = await changeEnv(world, 'notifier', { AWS_SECRET_ACCESS_KEY: 'another secret' });
    const stop = repeat((turn) => world.aws.putOriginal(`without-email/${turn}.jpg`, photo), 1_000);
    return async () => {
      await stop();
      await world.aws.purge('thumbnails');
      await mend();
    };
  },
};
