import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket, refusal } from '../../open-test-aws.ts';

const MIB = 1024 ** 2;
const Key = '큰 사진.jpg';

async function start(s3: S3Client): Promise<string> {
  const input = { Bucket: BUCKET, Key, ContentType: 'image/jpeg', Metadata: { a: 'b' } };
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand(input));
  return UploadId;
}

async function upload(s3: S3Client, UploadId: string, PartNumber: number, Body: Buffer) {
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket: BUCKET, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

const complete = (
  s3: S3Client,
  UploadId: string,
  Parts: { PartNumber: number; ETag: string | undefined }[],
  condition: { IfNoneMatch?: string } = {},
) =>
  s3.send(
    new CompleteMultipartUploadCommand({
      Bucket: BUCKET,
      Key,
      UploadId,
      MultipartUpload: { Parts },
      ...condition,
    }),
  );

test('parts become one object', async (t) => {
  const { s3, dataDir } = await openTestBucket(t);
  const id = await start(s3);
  const bytes = [Buffer.alloc(5 * MIB, 'a'), Buffer.alloc(6 * MIB, 'b'), Buffer.from('end')] as const;
  await upload(s3, id, 3, Buffer.from('replaced'));
  const parts = [
    await upload(s3, id, 1, bytes[0]),
    await upload(s3, id, 2, bytes[1]),
    await upload(s3, id, 3, bytes[2]),
  ];
  const listed = await s3.send(new ListPartsCommand({ Bucket: BUCKET, Key, UploadId: id }));
  assert.deepEqual(
    listed.Parts?.map(({ Size }) => Size),
    [5 * MIB, 6 * MIB, 3],
  );

  const { ETag } = await complete(s3, id, parts);
  const md5s = bytes.map((part) => createHash('md5').update(part).digest());
  assert.equal(ETag, `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
  const { Body, ContentType, Metadata } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  assert.ok(Buffer.concat(bytes).equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0)));
  assert.deepEqual({ ContentType, Metadata }, { ContentType: 'image/jpeg', Metadata: { a: 'b' } });
  assert.equal((await readdir(join(dataDir, 's3', 'blobs'))).length, 1);
  await assert.rejects(complete(s3, id, parts), refusal('NoSuchUpload', 404));
});

test('parts that are wrong, unordered or too small are refused', async (t) => {
  const { s3 } = await openTestBucket(t);
  const id = await start(s3);
  const one = await upload(s3, id, 1, Buffer.from('small'));
  const two = await upload(s3, id, 2, Buffer.from('last'));
  await assert.rejects(complete(s3, id, [one, two]), refusal('EntityTooSmall', 400));
  await assert.rejects(complete(s3, id, [two, one]), refusal('InvalidPartOrder', 400));
  await assert.rejects(complete(s3, id, [{ ...one, ETag: two.ETag }]), refusal('InvalidPart', 400));
  await complete(s3, id, [two]);
});

test('completing may demand that there is no object', async (t) => {
  const { s3 } = await openTestBucket(t);
  const id = await start(s3);
  const parts = [await upload(s3, id, 1, Buffer.from('part'))];
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'first' }));
  await assert.rejects(complete(s3, id, parts, { IfNoneMatch: '*' }), refusal('PreconditionFailed', 412));
  await complete(s3, id, parts);
});

test('an aborted upload leaves nothing', async (t) => {
  const { s3, dataDir } = await openTestBucket(t);
  const id = await start(s3);
  const parts = [await upload(s3, id, 1, Buffer.from('part'))];
  await s3.send(new AbortMultipartUploadCommand({ Bucket: BUCKET, Key, UploadId: id }));
  await assert.rejects(complete(s3, id, parts), refusal('NoSuchUpload', 404));
  assert.deepEqual(await readdir(join(dataDir, 's3', 'blobs')), []);
});

test('a part may be copied from an object', async (t) => {
  const { s3 } = await openTestBucket(t);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'source', Body: '0123456789' }));
  const UploadId = await start(s3);
  const source = { CopySource: `${BUCKET}/source`, CopySourceRange: 'bytes=2-5' };
  const { CopyPartResult } = await s3.send(
    new UploadPartCopyCommand({ Bucket: BUCKET, Key, UploadId, PartNumber: 1, ...source }),
  );
  await complete(s3, UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  assert.equal(await Body?.transformToString(), '2345');
});
