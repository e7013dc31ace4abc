import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { startTestSystem } from '../src/start-test-system.ts';

test('no secret reaches a log or a metric', { timeout: 60_000 }, async (t) => {
  const debug = { LOG_LEVEL: 'trace' };
  const { local, mails, readLogs, processes } = await startTestSystem(t, {
    env: { upload: debug, worker: debug, notifier: debug },
  });
  const [sample = ''] = await samplePhotos();
  const photo = await sendPhoto(local, sample);
  const mail = await mails.waitFor(photo.photoId, 20_000);
  const token = mail?.link.split('/l/')[1] ?? '';
  assert.ok(token.length > 100);
  const wrongKey = 'ps_a-wrong-key-that-somebody-pasted';
  await fetch(`${local.apiUrl}/v1/photos/${photo.photoId}`, {
    headers: { authorization: `Bearer ${wrongKey}` },
  });
  await fetch(`${local.apiUrl}/l/${token}x`);

  const metrics = [...processes.values()].map(async ({ started }) =>
    (await fetch(`http://127.0.0.1:${started.opsPort}/metrics`)).text(),
  );
  const written = [await readLogs(), ...(await Promise.all(metrics))].join('\n');
  assert.match(written, /"msg":"visited"/);
  const signature = /X-Amz-Signature=[0-9a-f]{64}/;
  assert.match(mail?.location ?? '', signature);
  assert.doesNotMatch(written, signature);
  for (const secret of [local.apiKey, local.otherApiKey, local.secretAccessKey, wrongKey, token]) {
    assert.equal(written.includes(secret), false, `a line holds ${secret.slice(0, 6)}…`);
  }
});
