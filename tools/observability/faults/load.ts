import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
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

/** Clients that together send about 40 photos a second, three times the throughput of the one small worker. */
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

const wholeMs = 1_200;

/** Requests whose bodies take more than a second to arrive: latency counts from the request head. */
export const slowClients: Fault = {
  name: 'slow-clients',
  alerts: ['ProofsheetApiSlow'],
  async begin({ api }) {
    const stops = Array.from({ length: 4 }, () => repeat(() => askSlowly(api), 100));
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};

async function askSlowly({ apiUrl, apiKey }: { apiUrl: string; apiKey: string }): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const asked = request(`${apiUrl}/v1/uploads`, { method: 'POST', headers });
  const answered = new Promise<void>((resolve, reject) => {
    asked.once('response', (answer) => answer.resume().once('end', resolve));
    asked.once('error', reject);
  });
  asked.write('{"filename":"a.jpg",');
  await delay(wholeMs);
  asked.end('"contentType":"image/jpeg","size":1}');
  await answered;
}
