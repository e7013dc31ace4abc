import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { BUCKET as Bucket, openTestBucket, refusal } from '../../open-test-aws.ts';

test('a lifecycle configuration is stored, returned and deleted', async (t) => {
  const { s3 } = await openTestBucket(t);
  const read = () => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  await assert.rejects(read(), refusal('NoSuchLifecycleConfiguration', 404));
  const Rules = [
    { ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'a&b/' }, Expiration: { Days: 3 } },
    { ID: 'off', Status: 'Disabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 4 } },
  ];
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  assert.deepEqual((await read()).Rules, Rules);
  await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
  await assert.rejects(read(), refusal('NoSuchLifecycleConfiguration', 404));
});

test('so are a public access block and an encryption', async (t) => {
  const { s3 } = await openTestBucket(t);
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, BlockPublicPolicy: false };
  const readAccess = () => s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  await assert.rejects(readAccess(), refusal('NoSuchPublicAccessBlockConfiguration', 404));
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  assert.deepEqual((await readAccess()).PublicAccessBlockConfiguration, PublicAccessBlockConfiguration);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await assert.rejects(readAccess(), refusal('NoSuchPublicAccessBlockConfiguration', 404));

  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
  const readKeys = () => s3.send(new GetBucketEncryptionCommand({ Bucket }));
  await assert.rejects(readKeys(), refusal('ServerSideEncryptionConfigurationNotFoundError', 404));
  const ServerSideEncryptionConfiguration = { Rules };
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  assert.deepEqual((await readKeys()).ServerSideEncryptionConfiguration?.Rules, Rules);
  await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
  await assert.rejects(readKeys(), refusal('ServerSideEncryptionConfigurationNotFoundError', 404));
});
