import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPresignDownload } from '../../src/presign/presign-download.ts';

const presignDownload = createPresignDownload(
  async ({ signedAt, expiresIn }) => ({
    url: `${signedAt.toISOString()}+${expiresIn}`,
    expiresAt: new Date(signedAt.getTime() + expiresIn * 1000),
  }),
  300,
);

test('a URL stays the same for half its life, and the other half is left', async () => {
  const at = (time: string) => presignDownload('a.jpg', new Date(time));
  const first = await at('2026-03-01T10:00:00.000Z');
  assert.deepEqual(first, { url: '2026-03-01T10:00:00.000Z+300', expiresAt: '2026-03-01T10:05:00.000Z' });
  assert.deepEqual(await at('2026-03-01T10:02:29.999Z'), first);
  assert.equal((await at('2026-03-01T10:02:30.000Z')).url, '2026-03-01T10:02:30.000Z+300');
});
