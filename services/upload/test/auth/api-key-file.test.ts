import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import { openApiKeyFile } from '../../src/auth/api-key-file.ts';
import { exportKeyFile } from '../../src/auth/key-file-metrics.ts';

const line = (name: string, key: string) => `${name}:${createHash('sha256').update(key).digest('hex')}\n`;

async function openFile(text: string) {
  const dir = await mkdtemp(join(tmpdir(), 'api-keys-'));
  const file = join(dir, 'keys');
  /** As a mounted Secret changes: all at once. */
  const replace = async (content: string) => {
    await writeFile(`${file}.new`, content);
    await rename(`${file}.new`, file);
  };
  await replace(text);
  const messages = new EventEmitter();
  const log = new PassThrough().on('data', (data) => messages.emit('line', String(data)));
  const opened = await openApiKeyFile({ file, logger: createLogger('upload', 'info', log), periodMs: 10 });
  const close = async () => {
    opened.close();
    await rm(dir, { recursive: true });
  };
  return { opened, replace, remove: () => rm(file), messages, close };
}

/** Replaces the file and waits until that is logged. */
async function change({ replace, messages }: Awaited<ReturnType<typeof openFile>>, content: string) {
  const read = once(messages, 'line');
  await replace(content);
  return (await read)[0] as string;
}

test('keys change with the file, without a restart', async (t) => {
  const opening = await openFile(`# ours\n\n${line('anna', 'old')}`);
  t.after(opening.close);
  const { opened } = opening;
  const [first] = opened.keys();
  assert.equal(opened.keys().length, 1);
  assert.match(await change(opening, line('anna', 'old') + line('anna', 'new')), /API key file loaded/);
  assert.equal(opened.keys().length, 2);
  assert.deepEqual(opened.keys()[0], first);
});

test('a wrong line is skipped and reported without what it holds, and the keys of the others count', async (t) => {
  const opening = await openFile(line('anna', 'old') + line('ben', 'old'));
  t.after(opening.close);
  const error = await change(opening, `anna:secret\n${line('ben', 'new')}`);
  assert.match(error, /line 1 must be/);
  assert.doesNotMatch(error, /secret/);
  const [key, ...others] = opening.opened.keys();
  assert.deepEqual([key?.hash, others], [createHash('sha256').update('new').digest('hex'), []]);
  assert.equal(opening.opened.problems().length, 1);
  await change(opening, line('ben', 'new'));
  assert.deepEqual(opening.opened.problems(), []);
});

for (const [what, content] of [
  ['emptied', ''],
  ['left with comments', '# none\n'],
  ['broken', 'nonsense\n'],
] as const) {
  test(`a file that is ${what} revokes all keys`, async (t) => {
    const opening = await openFile(line('anna', 'old'));
    t.after(opening.close);
    await change(opening, content);
    assert.deepEqual(opening.opened.keys(), []);
  });
}

test('a file that is deleted revokes all keys, and its return brings them back', async (t) => {
  const opening = await openFile(line('anna', 'old'));
  t.after(opening.close);
  const read = once(opening.messages, 'line');
  await opening.remove();
  assert.match((await read)[0], /ENOENT/);
  assert.deepEqual(opening.opened.keys(), []);
  await change(opening, line('anna', 'old'));
  assert.equal(opening.opened.keys().length, 1);
});

test('a service that starts with an empty file has no keys, as one that saw it emptied', async (t) => {
  const opening = await openFile('');
  t.after(opening.close);
  assert.deepEqual(opening.opened.keys(), []);
});

test('pairs may be separated by commas, as in the setting API_KEYS', async (t) => {
  const opening = await openFile(`${line('anna', 'old').trim()}, ${line('ben', 'old').trim()},nonsense`);
  t.after(opening.close);
  assert.equal(opening.opened.keys().length, 2);
  assert.match(opening.opened.problems().join(), /^line 1 must be/);
});

test('a file that is wrong at the start, or missing, is an error', async () => {
  await assert.rejects(openFile('anna\n'), /line 1 must be/);
  const logger = createLogger('upload', 'silent');
  await assert.rejects(openApiKeyFile({ file: '/nowhere/keys', logger }), /^ {2}API_KEYS_FILE: ENOENT/m);
});

test('metrics tell how many keys and errors the file holds', async (t) => {
  const opening = await openFile(`${line('anna', 'old')}nonsense\n`);
  t.after(opening.close);
  const metrics = createMetrics('upload');
  exportKeyFile(metrics, opening.opened);
  const read = async () => {
    const text = await metrics.metrics();
    return ['keys', 'errors'].map(
      (name) => new RegExp(`^proofsheet_api_key_file_${name}\\S* (.*)`, 'm').exec(text)?.[1],
    );
  };
  assert.deepEqual(await read(), ['1', '1']);
  await change(opening, line('ben', 'new'));
  assert.deepEqual(await read(), ['1', '0']);
});
