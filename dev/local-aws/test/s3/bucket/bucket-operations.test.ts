import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { BUCKET, openTestAws, openTestBucket, refusal } from '../../open-test-aws.ts';

test('a bucket comes and goes', async (t) => {
  const { s3 } = await openTestAws(t);
  const Bucket = 'a-bucket';
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), refusal('NotFound', 404));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new HeadBucketCommand({ Bucket }));
  await s3.send(new GetBucketLocationCommand({ Bucket }));
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  assert.deepEqual(
    Buckets?.map(({ Name }) => Name),
    [Bucket],
  );
  await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
  await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket })), refusal('BucketNotEmpty', 409));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), refusal('NotFound', 404));
});

test('names that S3 refuses are refused', async (t) => {
  const { s3 } = await openTestAws(t);
  for (const Bucket of ['ab', 'Upper', 'under_score', 'double..dot', '-dash', 'a'.repeat(64)]) {
    await assert.rejects(s3.send(new CreateBucketCommand({ Bucket })), refusal('InvalidBucketName', 400));
  }
});

test('what is not known here is refused, never taken for something else', async (t) => {
  const { s3 } = await openTestBucket(t);
  const tagging = { Bucket: BUCKET, Key: 'key', Tagging: { TagSet: [] } };
  await assert.rejects(s3.send(new PutObjectTaggingCommand(tagging)), refusal('NotImplemented', 501));
  await assert.rejects(
    s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET })),
    refusal('NotImplemented', 501),
  );
});
