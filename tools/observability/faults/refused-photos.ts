import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** A client uploads files that are not photos. */
export const refusedPhotos: Fault = {
  name: 'refused-photos',
  alerts: ['ProofsheetRefusedPhotosJump'],
  async begin({ aws }) {
    return repeat((turn) => aws.putOriginal(`refused/${turn}.jpg`, Buffer.from(`no photo ${turn}`)), 200);
  },
};
