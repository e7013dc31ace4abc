import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createPhotoId, originalKey, ownerId, parseLinkKeys } from '@proofsheet/photos';
import { createUploadHandles } from '../src/photos/upload-handle.ts';
import { apiSettings } from './api-settings.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test('while AWS takes connections and never answers, every call says so in time', {
  timeout: 90_000,
}, async (t) => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const env = {
    ...apiSettings,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    MAX_EVENT_LOOP_DELAY_MS: '0',
    ORIGINALS_QUEUE_URL: 'http://127.0.0.1:9/000000000000/originals',
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:proofsheet',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => {
    child.kill('SIGKILL');
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const [started] = await once(createInterface({ input: child.stdout }), 'line');
  const { port } = JSON.parse(started);
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: 'Bearer a-key', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { type } = (await response.json()) as { type: string };
    return [response.status, type, response.headers.get('retry-after') !== null];
  };
  const photoId = createPhotoId();
  const key = originalKey({ owner: ownerId('api-key', 'anna'), photoId, fileName: 'a.jpg' });
  const upload = `/v1/uploads/${photoId}`;
  const handles = createUploadHandles(parseLinkKeys(apiSettings.LINK_KEYS));
  const uploadId = handles.seal({ key, uploadId: 'x', size: 5 });
  const query = new URLSearchParams({ key, uploadId });
  const calls: [method: string, path: string, body?: object][] = [
    ['GET', '/v1/photos'],
    ['GET', `/v1/photos/${photoId}`],
    ['GET', `/v1/photos/${photoId}?wait=5`],
    ['GET', `/v1/photos/${photoId}/original`],
    ['GET', `/v1/photos/${photoId}/thumbnail`],
    ['DELETE', `/v1/photos/${photoId}`],
    ['POST', '/v1/photos/status', { photoIds: [photoId] }],
    ['POST', '/v1/photos/status', { photoIds: [photoId], wait: 5 }],
    ['POST', '/v1/photos/urls', { photoIds: [photoId], of: 'original' }],
    ['POST', `/v1/photos/${photoId}/retry`],
    ['POST', '/v1/uploads/multipart', { filename: 'a.jpg', contentType: 'image/jpeg', size: 5 }],
    ['GET', `${upload}/parts?${query}`],
    ['POST', `${upload}/complete`, { key, uploadId, parts: [{ PartNumber: 1, ETag: 'x' }] }],
    ['DELETE', `${upload}?${query}`],
    ['GET', '/v1/subscriptions'],
    ['POST', '/v1/subscriptions', { email: 'anna@example.org' }],
    ['DELETE', '/v1/subscriptions/1'],
  ];
  const answers = await Promise.all(calls.map((args) => call(...args)));
  for (const [index, answer] of answers.entries()) {
    const unavailable = 'urn:proofsheet:problem:storage-unavailable';
    assert.deepEqual(answer, [503, unavailable, true], calls[index]?.slice(0, 2).join(' '));
  }
});
