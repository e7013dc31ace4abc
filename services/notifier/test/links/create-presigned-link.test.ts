import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createS3Client } from '@proofsheet/object-store';
import { createPresignedLink } from '../../src/links/create-link-maker.ts';

const now = new Date(Date.UTC(2026, 0, 1));

function linkOf(linkDays: number, expiration?: Date) {
  const s3 = createS3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', ...(expiration && { expiration }) },
  });
  return createPresignedLink({ s3, linkDays, thumbnailsBucket: 'thumbnails', now: () => now })('a b/한.jpg');
}

test('a link lives for the days that the settings say, and no longer than S3 lets it', async () => {
  const { url, ends } = await linkOf(3);
  const query = new URL(url).searchParams;
  assert.equal(query.get('X-Amz-Expires'), String(3 * 86_400));
  assert.equal((ends?.getTime() ?? 0) - now.getTime(), 3 * 86_400_000);
  assert.ok(url.startsWith('https://thumbnails.s3.eu-central-1.amazonaws.com/a%20b/%ED%95%9C.jpg?'));
  assert.equal(((await linkOf(30)).ends?.getTime() ?? 0) - now.getTime(), 7 * 86_400_000);
});

test('it ends with the credentials that sign it, and says so', async () => {
  const expiration = new Date(now.getTime() + 3_600_000);
  const { url, ends } = await linkOf(7, expiration);
  assert.equal(new URL(url).searchParams.get('X-Amz-Expires'), '3600');
  assert.deepEqual(ends, expiration);
});
