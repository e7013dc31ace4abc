import sharp from 'sharp';
import { type Fault, repeat } from './fault.ts';

/** Something sent a message that no worker can handle. */
export const deadLetter: Fault = {
  name: 'dead-letter',
  alerts: ['ProofsheetDeadLetterNotEmpty'],
  async begin({ aws }) {
    await aws.sendMessage('originalsDead', '{"given":"up"}');
    return () => aws.purge('originalsDead');
  },
};

/** A client uploads files that are not photos. */
export const refusedPhotos: Fault = {
  name: 'refused-photos',
  alerts: ['ProofsheetRefusedPhotosJump'],
  async begin({ aws }) {
    return repeat((turn) => aws.putOriginal(`refused/${turn}.jpg`, Buffer.from(`no photo ${turn}`)), 200);
  },
};

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
