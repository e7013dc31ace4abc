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
