import sharp from 'sharp';
import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** Together they send some 40 photos a second; the one small worker that is allowed makes a third of that. */
const senders = 4;
const megapixels = 16;

/** More photos than the workers make, for as long as it lasts: large ones, of few bytes. */
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
    // Unlike a JPEG it is decoded in full.
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
