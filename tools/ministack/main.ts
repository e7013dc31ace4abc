import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SQSClient } from '@aws-sdk/client-sqs';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { startSystem } from '@proofsheet/system';
import { startMinistack } from './start-ministack.ts';
import { testDoctor } from './test-doctor.ts';

/**
 * `pnpm test:ministack`: the tests of `proofsheet doctor`, then the whole chain, on an independent emulator, which shows where ours is too lenient. Emulators send
 * no email, so a subscribed queue receives the notifications.
 */
const folder = fileURLToPath(new URL('../../.proofsheet', import.meta.url));
const fail = (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
};
if (!(await testDoctor(folder, 'pnpm test:ministack').catch(fail))) process.exitCode = 1;
const aws = await startMinistack(folder, 'pnpm test:ministack').catch(fail);
const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-ministack-'));
const system = await startSystem({ dataDir, aws });
const { endpoint, region, credentials } = aws;
const sqs = new SQSClient({ endpoint, region, credentials });
try {
  const readPublished = await subscribeQueue(sqs, system.local);
  for (const file of await samplePhotos()) {
    const photo = await sendPhoto(system.local, file);
    assert.equal(photo.status, 'ready', `${photo.filename}: ${photo.reason}`);
    const message = await until('its notification', async () =>
      (await readPublished()).find(({ photos }) => photos.some(({ key }) => key.includes(photo.photoId))),
    );
    assert.equal(message.count, 1);
    const answer = await fetch(message.photos[0]?.link ?? '');
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg']);
    process.stdout.write(`${photo.filename}: thumbnail, message and link\n`);
  }
  const all = await readPublished();
  assert.equal(all.length, (await samplePhotos()).length, 'one message a photo');
  process.stdout.write(`${all.length} passed, 0 failed\n`);
} finally {
  sqs.destroy();
  await system.stop();
  await rm(dataDir, { recursive: true, force: true });
}
