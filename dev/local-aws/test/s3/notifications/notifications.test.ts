import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  type Event,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type QueueConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { BUCKET, createTestQueue, openTestBucket, receive, refusal } from '../../open-test-aws.ts';

const ALL: Event[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'];

interface Notification {
  readonly Event?: string;
  readonly Records: [
    {
      eventName: string;
      eventTime: string;
      s3: { object: { key: string; sequencer: string }; bucket: object };
    },
  ];
}

const configure = (s3: S3Client, ...QueueConfigurations: QueueConfiguration[]) =>
  s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: BUCKET,
      NotificationConfiguration: { QueueConfigurations },
    }),
  );

function filter(Name: 'prefix' | 'suffix', Value: string) {
  return { Filter: { Key: { FilterRules: [{ Name, Value }] } } };
}

test('a queue gets a test event, then every change in order, as AWS writes it', async (t) => {
  const opened = await openTestBucket(t);
  const { s3, sqs } = opened;
  const queue = await createTestQueue(opened, 'events');
  await configure(s3, { Id: 'photos', QueueArn: queue.arn, Events: ALL });
  const Key = 'photos/한글 사진 + 100%.jpg';
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'bytes' }));
  await s3.send(
    new CopyObjectCommand({
      Bucket: BUCKET,
      Key: 'copy',
      CopySource: `${BUCKET}/${encodeURI(Key).replace('+', '%2B')}`,
    }),
  );
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'absent' }));

  const [first, ...changes] = (await receive(sqs, queue.url, 4)) as Notification[];
  assert.partialDeepStrictEqual(first, { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: BUCKET });
  const records = changes.map(({ Records }) => Records[0]);
  assert.deepEqual(
    records.map(({ eventName }) => eventName),
    ['ObjectCreated:Put', 'ObjectCreated:Copy', 'ObjectRemoved:Delete'],
  );
  const encoded = 'photos/%ED%95%9C%EA%B8%80+%EC%82%AC%EC%A7%84+%2B+100%25.jpg';
  assert.partialDeepStrictEqual(records[0], {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'photos',
      bucket: { name: BUCKET, arn: `arn:aws:s3:::${BUCKET}` },
      object: { key: encoded, size: 5, eTag: '4b3a6218bb3e3a7303e8a171a60fcf92' },
    },
  });
  assert.match(records[0]?.eventTime ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(Object.keys(records[2]?.s3.object ?? {}).sort(), ['key', 'sequencer']);
  const sequencers = records.map(({ s3: { object } }) => object.sequencer);
  assert.deepEqual(sequencers, sequencers.toSorted());
  assert.equal(new Set(sequencers).size, 3);
});

test('prefixes and suffixes choose the queue', async (t) => {
  const opened = await openTestBucket(t);
  const { s3, sqs } = opened;
  const [a, b] = [await createTestQueue(opened, 'a'), await createTestQueue(opened, 'b')];
  const Events: Event[] = ['s3:ObjectCreated:Put'];
  await configure(
    s3,
    { QueueArn: a.arn, Events, ...filter('prefix', 'photos/') },
    { QueueArn: b.arn, Events, ...filter('prefix', 'others/') },
  );
  const { QueueConfigurations } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: BUCKET }),
  );
  assert.deepEqual(
    QueueConfigurations?.map(({ QueueArn }) => QueueArn),
    [a.arn, b.arn],
  );
  for (const Key of ['photos/1', 'neither', 'others/2']) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
  }
  for (const [queue, key] of [
    [a, 'photos/1'],
    [b, 'others/2'],
  ] as const) {
    const [, change] = (await receive(sqs, queue.url, 2)) as Notification[];
    assert.equal(change?.Records[0].s3.object.key, key);
  }
});

test('configurations that overlap are refused', async (t) => {
  const opened = await openTestBucket(t);
  const { s3 } = opened;
  const { arn: QueueArn } = await createTestQueue(opened, 'a');
  const put: QueueConfiguration = { QueueArn, Events: ['s3:ObjectCreated:Put'] };
  const all: QueueConfiguration = { QueueArn, Events: ['s3:ObjectCreated:*'] };
  const overlaps = [
    [put, all],
    [
      { ...all, ...filter('prefix', 'a') },
      { ...put, ...filter('prefix', 'ab') },
    ],
    [
      { ...all, ...filter('prefix', 'a') },
      { ...put, ...filter('suffix', '.jpg') },
    ],
  ];
  for (const pair of overlaps) await assert.rejects(configure(s3, ...pair), refusal('InvalidArgument', 400));
  await configure(s3, { ...all, ...filter('suffix', '.png') }, { ...put, ...filter('suffix', '.jpg') });
  await configure(s3, put, { QueueArn, Events: ['s3:ObjectRemoved:*'] });
});

test('a queue that is not there is refused', async (t) => {
  const { s3 } = await openTestBucket(t);
  const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:absent';
  await assert.rejects(configure(s3, { QueueArn, Events: ALL }), refusal('InvalidArgument', 400));
});
