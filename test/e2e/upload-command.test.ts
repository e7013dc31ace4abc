import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { listAll } from '@proofsheet/harness/list-all';
import { startTestSystem } from '@proofsheet/harness/start-test-system';

const photos = 2000;
const bytes = 4096;
const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

test(`proofsheet upload stores ${photos} files once each, with the network cut three times`, {
  timeout: 280_000,
}, async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-upload-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'album/2026'), { recursive: true });
  for (let index = 0; index < photos; index += 1) {
    await writeFile(
      path.join(folder, index % 2 ? 'album' : 'album/2026', `${index}.jpg`),
      randomBytes(bytes),
    );
  }
  const { local, startService, originals } = await startTestSystem(t, { services: [] });
  let puts = 0;
  let cut = 0;
  // Three times some requests in a row are cut, half of them after S3 has stored the photo.
  const s3Url = await startFaultProxy(t, local.endpoint, ({ method }) => {
    if (method !== 'PUT') return 'pass';
    puts += 1;
    const isCut = [300, 900, 1500].some((at) => puts > at && puts <= at + 8);
    if (!isCut) return 'pass';
    cut += 1;
    return cut % 2 ? 'reset' : { onAnswer: () => false };
  });
  await startService('upload', {
    S3_PUBLIC_ENDPOINT: s3Url,
    MAX_EVENT_LOOP_DELAY_MS: '0',
    MAX_UPLOADS_PER_MINUTE: '100000',
  });

  const run = async () => {
    const env = { AWS_REGION: local.region, PUBLIC_URL: local.apiUrl, API_KEY: local.apiKey };
    const command = [main, 'upload', 'album'];
    return (await promisify(execFile)(process.execPath, command, { cwd: folder, env })).stdout;
  };
  assert.equal(await run(), `${photos} stored, 0 stored before, 0 refused\n`);
  assert.equal(cut, 24);
  assert.ok(puts * bytes <= 1.02 * photos * bytes, `${puts} PUTs`);
  const before = puts;
  assert.equal(await run(), `0 stored, ${photos} stored before, 0 refused\n`);
  assert.equal(puts, before);
  assert.equal((await listAll(originals, 'photos/')).length, photos);
});

test('--skip-existing leaves out files whose name and size a photo of the album has', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-existing-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { local, startService } = await startTestSystem(t, { services: [] });
  await startService('upload', { MAX_EVENT_LOOP_DELAY_MS: '0' });
  const run = async (...args: string[]) => {
    const env = { AWS_REGION: local.region, PUBLIC_URL: local.apiUrl, API_KEY: local.apiKey };
    const command = [main, 'upload', '.', ...args];
    return (await promisify(execFile)(process.execPath, command, { cwd: folder, env })).stdout;
  };
  await writeFile(path.join(folder, '하나.jpg'), 'one');
  assert.equal(await run('--journal', 'a'), '1 stored, 0 stored before, 0 refused\n');
  await writeFile(path.join(folder, '둘.jpg'), 'two');
  assert.equal(await run('--journal', 'b', '--skip-existing'), '1 stored, 1 stored before, 0 refused\n');
});
