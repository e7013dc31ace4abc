import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startTestSystem } from '@proofsheet/harness/start-test-system';

const { signal } = new AbortController();
const photo = Buffer.from('not really a photo, but these very bytes');
const other = Buffer.from(
  'other bytes of the same length, 40 chars'.padEnd(photo.length, '.').slice(0, photo.length),
);
const sha256 = createHash('sha256').update(photo).digest('base64');

test('an upload URL accepts only what it was signed for', { timeout: 60_000 }, async (t) => {
  const { local, originals } = await startTestSystem(t, {
    services: ['upload'],
    env: { upload: { UPLOAD_URL_SECONDS: '2' } },
  });
  const ask = async () => {
    const answer = await fetch(`${local.apiUrl}/v1/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${local.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ filename: 'cat.jpg', contentType: 'image/jpeg', size: photo.length, sha256 }),
    });
    assert.equal(answer.status, 201);
    const { upload } = (await answer.json()) as {
      upload: { url: string; headers: Record<string, string>; expiresAt: string };
    };
    return upload;
  };
  const put = async (url: string, headers: Record<string, string>, body: Buffer) =>
    (await fetch(url, { method: 'PUT', headers, body })).status;

  const { url, headers } = await ask();
  const { 'content-length': _, ...withoutLength } = headers;
  const shorter = photo.subarray(1);
  const refused: [what: string, answer: Promise<number>][] = [
    ['another length', put(url, withoutLength, shorter)],
    ['another type', put(url, { ...headers, 'content-type': 'text/html' }, photo)],
    ['another key', put(url.replace('cat.jpg', 'dog.jpg'), headers, photo)],
    [
      'another checksum',
      put(
        url,
        { ...headers, 'x-amz-checksum-sha256': createHash('sha256').update(other).digest('base64') },
        other,
      ),
    ],
    ['no condition against overwriting', put(url, without(headers, 'if-none-match'), photo)],
    [
      'a tampered signature',
      put(
        url.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        headers,
        photo,
      ),
    ],
  ];
  for (const [what, answer] of refused) assert.equal(await answer, 403, what);
  assert.equal(await put(url, headers, other), 400, 'bytes that are not those of the signed checksum');
  assert.deepEqual(await originals.list({ prefix: '' }, signal), [], 'nothing of it was stored');

  assert.equal(await put(url, headers, photo), 200);
  assert.equal(await put(url, headers, photo), 412, 'a photo is written once');

  const late = await ask();
  await new Promise((resolve) => setTimeout(resolve, Date.parse(late.expiresAt) - Date.now() + 1100));
  assert.equal(await put(late.url, late.headers, photo), 403, 'its end is over');
});

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
}
