import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket, refusal } from '../../open-test-aws.ts';

test('what clients ask besides objects is answered as of a bucket without ACLs, tags and versions', async (t) => {
  const { s3 } = await openTestBucket(t);
  const target = { Bucket: BUCKET, Key: 'a.jpg' };
  await s3.send(new PutObjectCommand({ ...target, Body: 'x' }));
  for (const { Grants } of [
    await s3.send(new GetBucketAclCommand({ Bucket: BUCKET })),
    await s3.send(new GetObjectAclCommand(target)),
  ]) {
    assert.deepEqual(
      Grants?.map(({ Permission, Grantee }) => [Permission, Grantee?.Type]),
      [['FULL_CONTROL', 'CanonicalUser']],
    );
  }
  assert.deepEqual((await s3.send(new GetObjectTaggingCommand(target))).TagSet, []);
  assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket: BUCKET }))).Status, undefined);
  const noTags = s3.send(new GetBucketTaggingCommand({ Bucket: BUCKET }));
  await assert.rejects(noTags, refusal('NoSuchTagSet', 404));
  const missing = s3.send(new GetObjectAclCommand({ ...target, Key: 'b.jpg' }));
  await assert.rejects(missing, refusal('NoSuchKey', 404));
});

test('every object is its only version, and can be deleted as that', async (t) => {
  const { s3 } = await openTestBucket(t);
  for (const Key of ['a', 'b/1', 'b/2', 'c'])
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
  const first = await s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, Delimiter: '/', MaxKeys: 2 }));
  assert.deepEqual([first.Versions?.length, first.CommonPrefixes?.length, first.IsTruncated], [1, 1, true]);
  const second = await s3.send(
    new ListObjectVersionsCommand({ Bucket: BUCKET, Delimiter: '/', KeyMarker: first.NextKeyMarker }),
  );
  const [version, ...others] = second.Versions ?? [];
  assert.deepEqual([version?.Key, version?.VersionId, version?.IsLatest, others], ['c', 'null', true, []]);
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'c', VersionId: 'null' }));
  const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  assert.deepEqual(
    Versions?.map(({ Key }) => Key),
    ['a', 'b/1', 'b/2'],
  );
});
