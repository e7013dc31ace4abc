import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

const tomorrow = () => new Date(Date.now() + 86_400_000);
const open = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/l/${token}`, { redirect: 'manual', headers });

async function uploadReady(name: string) {
  const photo = await api.upload(name);
  await api.putThumbnail(photo);
  return photo;
}

test('a link leads to the thumbnail, without any key', async () => {
  const { key } = await uploadReady('한글 사진 + 100%.jpg');
  const response = await open(await api.links.sign({ bucket: 'thumbnails', key }, tomorrow()));
  assert.equal(response.status, 302);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(await (await fetch(response.headers.get('location') ?? '')).text(), 'a thumbnail');
});

test('a link of a key of 1,024 bytes leads there too', async () => {
  const key = `incoming/${'가'.repeat(338)}a`;
  assert.equal(Buffer.byteLength(key), 1024);
  const signal = AbortSignal.timeout(5000);
  const etag = await api.stores.originals.put(key, 'x', { contentType: 'image/jpeg' }, signal);
  await api.putThumbnail({ key, etag: etag ?? '' });
  const response = await open(await api.links.sign({ bucket: 'thumbnails', key }, tomorrow()));
  assert.equal(response.status, 302);
  assert.equal((await fetch(response.headers.get('location') ?? '')).status, 200);
});

test('an expired link says so, in Korean for Korean browsers', async () => {
  const { key } = await uploadReady('a.jpg');
  const token = await api.links.sign({ bucket: 'thumbnails', key }, new Date(Date.now() - 1000));
  const english = await open(token);
  assert.equal(english.status, 410);
  assert.equal(english.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.match(await english.text(), /<html lang="en">[\s\S]*This link has expired/);
  const korean = await open(token, { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' });
  assert.match(await korean.text(), /<html lang="ko">[\s\S]*유효 기간이 지났어요/);
});

test('the link of a deleted photo says so, even while the thumbnail is still there', async () => {
  const { key, photoId } = await uploadReady('a.jpg');
  const token = await api.links.sign({ bucket: 'thumbnails', key }, tomorrow());
  await api.call(`/v1/photos/${photoId}`, { method: 'DELETE' });
  const response = await open(token);
  assert.equal(response.status, 410);
  assert.match(await response.text(), /deleted/);
});

test('a link opens nothing but thumbnails, and only if it is ours', async () => {
  const { key } = await uploadReady('a.jpg');
  const good = await api.links.sign({ bucket: 'thumbnails', key }, tomorrow());
  const [head, , signature] = good.split('.');
  const payload = Buffer.from(JSON.stringify({ b: 'thumbnails', k: key, exp: 9e9 })).toString('base64url');
  for (const [what, token] of [
    ['other bucket', await api.links.sign({ bucket: 'originals', key }, tomorrow())],
    ['tampered', `${head}.${payload}.${signature}`],
    ['nonsense', 'nonsense'],
    ['a long one', 'a'.repeat(4000)],
  ] as const) {
    const response = await open(token);
    assert.equal(response.status, 404, what);
    assert.match(await response.text(), /link is not valid/, what);
  }
});
