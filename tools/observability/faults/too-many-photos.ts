import sharp from 'sharp';
import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** Clients. Together they send about 40 photos a second, three times what the one small worker can do. */
const senders = 4;
const megapixels = 16;

/** More photos than the workers can process: many pixels in few bytes. */
export const tooManyPhotos: Fault = {
  name: 'too-many-photos',
  alerts: [
    'ProofsheetWorkersSaturated',
    'ProofsheetMessagesTooOld',
    'ProofsheetThumbnailsLateFastBurn',
    'ProofsheetThumbnailsLateSlowBurn',
  ],
  async begin({ aws }) {
    const side = Math.round(Math.sqrt(megapixels * 1e6));
    const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#888' } });
    // Unlike a JPEG, it is always decoded in full.
    const photo = await plain.png().toBuffer();
    const stops = Array.from({ length: senders }, (_, sender) =>
      repeat((turn) => aws.putOriginal(`many/${sender}-${turn}.png`, photo), 80),
    );
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
      await aws.purge('originals');
    };
  },
};
