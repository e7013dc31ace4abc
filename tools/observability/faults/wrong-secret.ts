import { makePhotos } from '../../cluster/load/make-photos.ts';
import { changeEnv } from './deployments.ts';
import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** The notifier has a wrong secret key while photos arrive. */
export const wrongSecret: Fault = {
  name: 'wrong-secret',
  alerts: ['ProofsheetAwsAccessFails'],
  async begin(world) {
    const [photo = Buffer.alloc(0)] = Object.values(await makePhotos());
    const mend = await changeEnv(world, 'notifier', { AWS_SECRET_ACCESS_KEY: 'somebody else’s' });
    const stop = repeat((turn) => world.aws.putOriginal(`unheard/${turn}.jpg`, photo), 1_000);
    return async () => {
      await stop();
      await world.aws.purge('thumbnails');
      await mend();
    };
  },
};
