import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apiSettings } from './api-settings.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const start = (env: Record<string, string>) =>
  spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });

test('starts, says where it listens, and ends with status 0 on SIGTERM', { timeout: 20_000 }, async (t) => {
  const child = start(apiSettings);
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { msg, port, opsPort } = JSON.parse(line);
  assert.equal(msg, 'started');
  assert.equal((await fetch(`http://127.0.0.1:${opsPort}/readyz`)).status, 200);

  const response = await fetch(`http://127.0.0.1:${port}/v1/uploads`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-key', 'content-type': 'application/json' },
    body: JSON.stringify({ filename: 'a.jpg', contentType: 'image/jpeg', size: 5 }),
  });
  const { upload } = (await response.json()) as { upload: { url: string } };
  assert.ok(upload.url.startsWith('https://s3.photos.example/originals/photos/'));

  const output = text(child.stdout);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  assert.match(await output, /"route":"\/v1\/uploads","status":201,.*"request"/);
});

test('does not start without its settings, and names all of them', { timeout: 20_000 }, async () => {
  const child = start({ MAX_UPLOAD_BYTES: 'many' });
  const [exit, message] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  assert.deepEqual(exit, [1, null]);
  for (const name of ['AWS_REGION', 'ORIGINALS_BUCKET', 'LINK_KEYS', 'MAX_UPLOAD_BYTES']) {
    assert.match(message, new RegExp(`^ {2}${name}: `, 'm'));
  }
  assert.doesNotMatch(message, /at .*\.ts:/);
});

test('does not start with a file of API keys that is not there', { timeout: 20_000 }, async () => {
  const child = start({ ...apiSettings, API_KEYS_FILE: '/nowhere/keys' });
  const [exit, message] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  assert.deepEqual(exit, [1, null]);
  assert.match(message, /^upload does not start: settings missing or invalid:\n {2}API_KEYS_FILE: ENOENT/);
  assert.doesNotMatch(message, /at .*\.ts:/);
});
