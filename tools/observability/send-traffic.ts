import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import pMap from 'p-map';
import { makePhotos } from '../cluster/load/make-photos.ts';
import type { World } from './open-world.ts';

const throughApi = 30;
const past = 66;
const refused = 4;

/** Sends 100 photos: through the API and without it, some that are refused, and one that is deleted again. */
export async function sendTraffic({ api, aws, timeline }: World): Promise<void> {
  const files = await samplePhotos();
  const photos = Object.values(await makePhotos());
  await pMap(
    Array.from({ length: throughApi }, (_, number) => files[number % files.length] ?? ''),
    (file) => sendPhoto(api, file),
    { concurrency: 4 },
  );
  timeline.say('traffic', `${throughApi} photos sent through the API`);
  for (let number = 0; number < past; number += 1) {
    await aws.putOriginal(`past/${number}.jpg`, photos[number % photos.length] ?? Buffer.alloc(0));
  }
  for (let number = 0; number < refused; number += 1) {
    await aws.putOriginal(`past/refused-${number}.jpg`, Buffer.from('no photo'));
  }
  await aws.deleteOriginal('past/0.jpg');
  timeline.say('traffic', `${past + refused} objects uploaded without the API, ${refused} of them no photos`);
}
