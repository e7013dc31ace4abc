import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { startTestSystem } from '@proofsheet/harness/start-test-system';

const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const mebibyte = 1024 ** 2;
const partBytes = 8 * mebibyte;
const parts = 8;
const { signal } = new AbortController();

test('a large file goes in parts: a cut and Ctrl-C cost the parts under way, and no part is sent that is stored', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-parts-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const bytes = randomBytes(parts * partBytes - 1000);
  await writeFile(path.join(folder, '큰 사진.jpg'), bytes);
  const { local, startService, originals } = await startTestSystem(t, { services: [] });

  const sent: number[] = [];
  const stored = new Set<number>();
  const stopAfter = 4;
  let stop = () => {};
  const s3Url = await startFaultProxy(t, local.endpoint, ({ method, query }) => {
    const part = Number(query.get('partNumber'));
    if (method !== 'PUT' || part === 0) return 'pass';
    sent.push(part);
    // The second part is cut before S3 has it, the third after S3 has stored it.
    const attempts = sent.filter((each) => each === part).length;
    if (part === 2 && attempts === 1) return 'reset';
    if (part === 3 && attempts === 1) return { onAnswer: () => false };
    return {
      onSent() {
        stored.add(part);
        if (stored.size === stopAfter) stop();
      },
    };
  });
  await startService('upload', { S3_PUBLIC_ENDPOINT: s3Url, MAX_EVENT_LOOP_DELAY_MS: '0' });

  const run = async (onStart: (interrupt: () => void) => void = () => {}) => {
    const env = { AWS_REGION: local.region, PUBLIC_URL: local.apiUrl, API_KEY: local.apiKey };
    const child = spawn(process.execPath, [main, 'upload', '.', ...['--journal', 'journal']], {
      cwd: folder,
      env,
    });
    onStart(() => child.kill('SIGINT'));
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { out, code };
  };
  const first = await run((interrupt) => {
    stop = interrupt;
  });
  assert.deepEqual(first, { out: '', code: 130 });
  const before = new Set(stored);
  assert.ok(before.size >= stopAfter && before.size < parts, `${before.size} parts stored`);
  stop = () => {};
  sent.length = 0;

  assert.deepEqual(await run(), { out: '1 stored, 0 stored before, 0 refused\n', code: 0 });
  assert.deepEqual(
    sent.filter((part) => before.has(part)),
    [],
  );
  assert.deepEqual(await run(), { out: '0 stored, 1 stored before, 0 refused\n', code: 0 });

  const keys = await originals.list({ prefix: 'photos/' }, signal);
  assert.equal(keys.length, 1);
  const object = await originals.get(keys[0]?.key ?? '', { maxBytes: bytes.length, signal });
  const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex');
  assert.equal(hash(object?.body ?? Buffer.alloc(0)), hash(bytes));
});
