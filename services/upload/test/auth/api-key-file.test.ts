import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createLogger } from '@proofsheet/runtime';
import { openApiKeyFile } from '../../src/auth/api-key-file.ts';

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
  return { opened, replace, messages, close };
}

test('keys change with the file, without a restart, and a wrong file changes nothing', async (t) => {
  const { opened, replace, messages, close } = await openFile(`# ours\n\n${line('anna', 'old')}`);
  t.after(close);
  const [first] = opened.keys();
  assert.equal(opened.keys().length, 1);

  const read = once(messages, 'line');
  await replace(line('anna', 'old') + line('anna', 'new'));
  assert.match((await read)[0], /API keys read again/);
  assert.equal(opened.keys().length, 2);
  assert.deepEqual(opened.keys()[0], first);

  const refused = once(messages, 'line');
  await replace('anna:secret\n');
  const [error] = await refused;
  assert.match(error, /those from before stay.*|pair 1 must be/);
  assert.doesNotMatch(error, /secret/);
  assert.equal(opened.keys().length, 2);
});

test('a file that is wrong at the start, or missing, is an error', async () => {
  await assert.rejects(openFile('anna\n'), /pair 1 must be/);
  const logger = createLogger('upload', 'silent');
  await assert.rejects(openApiKeyFile({ file: '/nowhere/keys', logger }), /^ {2}API_KEYS_FILE: ENOENT/m);
});
