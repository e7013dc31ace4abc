import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket, refusal } from '../../open-test-aws.ts';

const read = (s3: S3Client, options: Partial<GetObjectCommand['input']> = {}) =>
  s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'key', ...options }));

test('a range is answered in part', async (t) => {
  const { s3 } = await openTestBucket(t);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: '0123456789' }));
  const cases = [
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
    ['bytes=0-1,3-4', '0123456789', undefined],
  ] as const;
  for (const [Range, text, range] of cases) {
    const { Body, ContentRange, $metadata } = await read(s3, { Range });
    assert.equal(await Body?.transformToString(), text);
    assert.equal(ContentRange, range);
    assert.equal($metadata.httpStatusCode, range ? 206 : 200);
  }
  await assert.rejects(read(s3, { Range: 'bytes=10-' }), refusal('InvalidRange', 416));
});

test('a read may demand a version, or another one', async (t) => {
  const { s3 } = await openTestBucket(t);
  const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: 'a' }));
  await read(s3, { IfMatch: ETag });
  await assert.rejects(
    read(s3, { IfNoneMatch: ETag }),
    (error: { $metadata: { httpStatusCode: number } }) => {
      assert.equal(error.$metadata.httpStatusCode, 304);
      return true;
    },
  );
  await assert.rejects(read(s3, { IfMatch: '"other"' }), refusal('PreconditionFailed', 412));
  await assert.rejects(read(s3, { Key: 'absent' }), refusal('NoSuchKey', 404));
  const head = new HeadObjectCommand({ Bucket: BUCKET, Key: 'absent' });
  await assert.rejects(s3.send(head), refusal('NotFound', 404));
});

test('a read under way gives one version, though the object is overwritten', async (t) => {
  const { s3 } = await openTestBucket(t);
  const size = 8 * 1024 ** 2;
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: Buffer.alloc(size, 'a') }));
  const { Body } = await read(s3);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: Buffer.alloc(size, 'b') }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  assert.equal(bytes.length, size);
  assert.ok(bytes.equals(Buffer.alloc(size, 'a')));
});
