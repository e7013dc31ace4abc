import pMap from 'p-map';
import sharp from 'sharp';
import type { Fault } from './fault.ts';

const photos = 400;
const megapixels = 16;

/** More photos than the one small worker that is allowed makes in a minute: large ones, of few bytes. */
export const tooManyPhotos: Fault = {
  name: 'too-many-photos',
  alerts: ['ProofsheetWorkersSaturated', 'ProofsheetMessagesTooOld'],
  async begin({ aws }) {
    const side = Math.round(Math.sqrt(megapixels * 1e6));
    const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#888' } });
    // Unlike a JPEG it is decoded in full.
    const photo = await plain.png().toBuffer();
    const numbers = Array.from({ length: photos }, (_, number) => number);
    await pMap(numbers, (number) => aws.putOriginal(`many/${number}.png`, photo), { concurrency: 8 });
    return () => aws.purge('originals');
  },
};
