import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi({
  env: { MAX_UPLOAD_BYTES: '1000', UPLOAD_CONTENT_TYPES: 'image/jpeg,image/png', VARIANT_NAMES: 'screen' },
});
after(() => api.close());

async function read(acceptLanguage?: string) {
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
  const response = await fetch(`${api.url}/v1/client-config`, { headers });
  assert.equal(response.status, 200);
  return (await response.json()) as Record<string, Record<string, unknown>>;
}

test('returns what the settings say, without credentials', async () => {
  const { uploads, variants, photos } = await read();
  assert.deepEqual(uploads?.contentTypes, ['image/jpeg', 'image/png']);
  assert.equal(uploads?.maxBytes, 1000);
  assert.deepEqual(variants, ['screen']);
  const ids = Array.from({ length: Number(photos?.deleteMax) + 1 }, (_, index) => `${index}`);
  assert.equal((await api.call('/v1/photos/delete', { body: { photoIds: ids } })).status, 400);
  assert.equal((await api.call('/v1/photos/delete', { body: { photoIds: ids.slice(1) } })).status, 200);
});

for (const [header, language] of [
  [undefined, 'en'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['en;q=0.5, ko', 'ko'],
  ['de, ko;q=0', 'en'],
  ['fr-CH, fr;q=0.9, en;q=0.8, ko;q=0.7', 'en'],
] as const) {
  test(`language of ${header}`, async () => assert.equal((await read(header)).language as unknown, language));
}
