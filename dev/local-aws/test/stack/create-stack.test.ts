import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { createStack } from '../../src/index.ts';
import { openTestAws, receive } from '../open-test-aws.ts';

test('a stack is whole, and made twice it is the same', async (t) => {
  const { aws, s3, sqs, sns } = await openTestAws(t);
  const options = {
    endpoint: aws.url,
    region: aws.region,
    credentials: aws.credentials,
    name: 'proofsheet',
    email: 'ann@example.com',
    maxReceiveCount: 3,
  };
  const stack = await createStack(options);
  assert.deepEqual(await createStack(options), stack);

  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: stack.topicArn }));
  assert.equal(Subscriptions?.length, 1);
  assert.notEqual(Subscriptions[0]?.SubscriptionArn, 'PendingConfirmation');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: stack.originalsQueueUrl, AttributeNames: ['All'] }),
  );
  assert.deepEqual(JSON.parse(Attributes?.RedrivePolicy ?? ''), {
    deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:proofsheet-originals-events-dlq',
    maxReceiveCount: 3,
  });

  for (const [Bucket, queue] of [
    [stack.originalsBucket, stack.originalsQueueUrl],
    [stack.thumbnailsBucket, stack.thumbnailsQueueUrl],
  ] as const) {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'photos/a.jpg', Body: 'bytes' }));
    const bodies = await receive(sqs, queue, 3);
    assert.partialDeepStrictEqual(bodies.at(-1), { Records: [{ s3: { object: { key: 'photos/a.jpg' } } }] });
  }
});

test('pages may read all three buckets, and upload to that of the originals', async (t) => {
  const { aws } = await openTestAws(t);
  const { url: endpoint, region, credentials } = aws;
  const stack = await createStack({ endpoint, region, credentials });
  const ask = async (bucket: string, method: string) => {
    const { status, headers } = await fetch(`${endpoint}/${bucket}/photos/a.jpg?X-Amz-Signature=0`, {
      method: 'OPTIONS',
      headers: { origin: 'null', 'access-control-request-method': method },
    });
    return [status, headers.get('access-control-allow-origin')];
  };
  for (const bucket of [stack.originalsBucket, stack.thumbnailsBucket, stack.derivedBucket]) {
    assert.deepEqual(await ask(bucket, 'GET'), [200, '*'], bucket);
  }
  assert.deepEqual(await ask(stack.originalsBucket, 'PUT'), [200, '*']);
  assert.deepEqual(await ask(stack.thumbnailsBucket, 'PUT'), [403, null]);
});
