import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { fetchPatiently } from '@proofsheet/system';
import { startFaultySystem } from './start-faulty-system.ts';

const partBytes = 8 * 1024 ** 2;

test('the API killed in the middle of an upload in parts: the client goes on with the same id, no part is sent twice', {
  timeout: 180_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  const { apiUrl, apiKey } = system.local;
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const init = body ? { method, headers, body: JSON.stringify(body) } : { method, headers };
    const answer = await fetchPatiently(apiUrl + path, init);
    assert.ok(answer.ok, `${method} ${path.split('?')[0]} answered ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  let api = await system.startService('upload');
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  const body = randomBytes(3 * partBytes);
  const begun = (await call('POST', '/v1/uploads/multipart', {
    filename: 'big.jpg',
    contentType: 'image/jpeg',
    size: body.length,
  })) as Begun;
  const { photoId, uploadId, key } = begun;
  const parts: { PartNumber: number; ETag: string }[] = [];
  for (let partNumber = 1; partNumber <= 3; partNumber += 1) {
    // Once before each part is signed.
    await api.stop('SIGKILL');
    api = await system.startService('upload');
    const part = body.subarray((partNumber - 1) * partBytes, partNumber * partBytes);
    const ask = { key, uploadId, partNumber, size: part.length };
    const signed = (await call('POST', `/v1/uploads/${photoId}/parts`, ask)) as { url: string };
    const sent = await fetch(signed.url, { method: 'PUT', body: part });
    assert.equal(sent.status, 200);
    parts.push({ PartNumber: partNumber, ETag: sent.headers.get('etag') ?? '' });
  }
  await api.stop('SIGKILL');
  api = await system.startService('upload');
  await call('POST', `/v1/uploads/${photoId}/complete`, { key, uploadId, parts });
  t.diagnostic(`3 parts of ${partBytes} bytes, the API killed 4 times`);
  await system.assertRight(t);
});

interface Begun {
  readonly photoId: string;
  readonly uploadId: string;
  readonly key: string;
}
