import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startTestSystem } from '@proofsheet/harness/start-test-system';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../charts/proofsheet/files/send-photo.mjs', import.meta.url));

test('the chart’s own test sends a photo through, and fails where it is refused', {
  timeout: 120_000,
}, async (t) => {
  const { local } = await startTestSystem(t);
  const send = (API_KEY: string, more = {}) =>
    run(process.execPath, [script], {
      env: { API_URL: local.apiUrl, API_KEY, TIMEOUT_SECONDS: '60', ...more },
    });

  const { stdout } = await send(local.apiKey);
  const uploaded = /: uploaded\n.*: ready \n.*: thumbnail of 200 × 150 pixels\n$/s;
  assert.match(stdout, uploaded);
  // The host of the URL stays that of the signature.
  const elsewhere = await send(local.apiKey, { S3_CONNECT_TO: local.endpoint });
  assert.match(elsewhere.stdout, uploaded);
  await assert.rejects(send('wrong'), { code: 1, stderr: /\/v1\/uploads responded 401/ });
});
