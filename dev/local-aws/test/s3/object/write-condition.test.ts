import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket, refusal } from '../../open-test-aws.ts';

const OTHER = '"00000000000000000000000000000000"';

const put = (s3: S3Client, Body: string, condition: { IfMatch?: string; IfNoneMatch?: string } = {}) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body, ...condition }));
const remove = (s3: S3Client, IfMatch?: string) =>
  s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'key', ...(IfMatch !== undefined && { IfMatch }) }));

test('a PUT may demand that there is no object', async (t) => {
  const { s3 } = await openTestBucket(t);
  await put(s3, 'one', { IfNoneMatch: '*' });
  await assert.rejects(put(s3, 'two', { IfNoneMatch: '*' }), refusal('PreconditionFailed', 412));
  await assert.rejects(put(s3, 'two', { IfNoneMatch: OTHER }), refusal('NotImplemented', 501));
});

test('a PUT may demand the object it saw', async (t) => {
  const { s3 } = await openTestBucket(t);
  await assert.rejects(put(s3, 'one', { IfMatch: OTHER }), refusal('NoSuchKey', 404));
  const { ETag = '' } = await put(s3, 'one');
  await assert.rejects(put(s3, 'two', { IfMatch: OTHER }), refusal('PreconditionFailed', 412));
  await put(s3, 'two', { IfMatch: ETag });
  await assert.rejects(put(s3, 'three', { IfMatch: ETag }), refusal('PreconditionFailed', 412));
});

test('of many that PUT at once under If-None-Match, one wins', async (t) => {
  const { s3 } = await openTestBucket(t);
  const bodies = Array.from({ length: 20 }, (_, index) => `body ${index}`);
  const results = await Promise.allSettled(bodies.map((body) => put(s3, body, { IfNoneMatch: '*' })));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('a DELETE may demand the object it saw; absence is 404', async (t) => {
  const { s3 } = await openTestBucket(t);
  const { ETag = '' } = await put(s3, 'one');
  await assert.rejects(remove(s3, OTHER), refusal('PreconditionFailed', 412));
  await remove(s3, ETag);
  await assert.rejects(remove(s3, ETag), refusal('NoSuchKey', 404));
  await assert.rejects(remove(s3, '*'), refusal('NoSuchKey', 404));
  await remove(s3);
});

test('a batch deletes each by itself', async (t) => {
  const { s3 } = await openTestBucket(t);
  for (const Key of ['a', 'b', ' c &amp; <d>'])
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Key }));
  const Objects = [{ Key: 'a' }, { Key: 'b', ETag: OTHER }, { Key: ' c &amp; <d>' }, { Key: 'absent' }];
  const { Deleted, Errors } = await s3.send(
    new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }),
  );
  assert.deepEqual(
    Deleted?.map(({ Key }) => Key),
    ['a', ' c &amp; <d>', 'absent'],
  );
  assert.deepEqual(
    Errors?.map(({ Key, Code }) => [Key, Code]),
    [['b', 'PreconditionFailed']],
  );
  await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'b' }));
});
