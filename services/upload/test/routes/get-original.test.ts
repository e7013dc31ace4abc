import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('leads to the original', async () => {
  const { photoId, bytes } = await api.upload('한글 사진 + 100%.jpg');
  const { status, headers } = await api.call(`/v1/photos/${photoId}/original`);
  assert.equal(status, 302);
  assert.equal(headers.get('cache-control'), 'private, no-store');
  const original = await fetch(headers.get('location') ?? '');
  assert.deepEqual(Buffer.from(await original.arrayBuffer()), bytes);
});

test('leads to a file to save, if that is asked for', async () => {
  const { photoId } = await api.upload('한글 사진.jpg');
  const { headers } = await api.call(`/v1/photos/${photoId}/original?download=1`);
  const original = await fetch(headers.get('location') ?? '');
  assert.match(original.headers.get('content-disposition') ?? '', /^attachment; filename=.*%ED%95%9C/);
  for (const query of ['download=0', 'download=', 'save=1']) {
    assert.equal((await api.call(`/v1/photos/${photoId}/original?${query}`)).status, 400, query);
  }
});
