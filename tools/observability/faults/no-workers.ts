import { makePhotos } from '../../cluster/load/make-photos.ts';
import { scale } from './deployments.ts';
import type { Fault } from './fault.ts';
import { removeScaledObject } from './scaled-objects.ts';

/** Photos wait, but no worker runs and nothing starts one. */
export const noWorkers: Fault = {
  name: 'no-workers',
  alerts: ['ProofsheetNoThumbnails', 'ProofsheetAutoscalerAbsent'],
  async begin(world) {
    const restore = await removeScaledObject(world, 'worker');
    await scale(world, 'worker', 0);
    const [photo = Buffer.alloc(0)] = Object.values(await makePhotos());
    for (let number = 0; number < 5; number += 1) await world.aws.putOriginal(`waiting/${number}.jpg`, photo);
    return restore;
  },
};
