import assert from 'node:assert/strict';
import {
  DeleteObjectCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Check } from '../check.ts';

const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

/** Events to queues, and the CORS rules that pages need. */
export const s3Events: readonly Check[] = [
  {
    what: 'a queue gets a test event, then each change with the encoded key and, for a PUT, the ETag',
    source: `${guide}/notification-content-structure.html`,
    async run({ s3, bucket, createQueue, receive }) {
      const queue = await createQueue({ Policy: allowS3 });
      const Key = 'events/한글 + 1.jpg';
      const NotificationConfiguration = {
        QueueConfigurations: [
          {
            QueueArn: queue.arn,
            Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const],
            Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'events/' }] } },
          },
        ],
      };
      const configure = (configuration: object) =>
        s3.send(
          new PutBucketNotificationConfigurationCommand({
            Bucket: bucket,
            NotificationConfiguration: configuration,
          }),
        );
      await configure(NotificationConfiguration);
      try {
        const [test = ''] = await receive(queue.url, 1);
        assert.equal(JSON.parse(test).Event, 's3:TestEvent');
        const { ETag } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'one' }));
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'elsewhere', Body: 'one' }));
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
        const records = (await receive(queue.url, 2)).map((body) => JSON.parse(body).Records[0]);
        const events = records.map(({ eventName }) => eventName.replace(/^s3:/, '')).sort();
        assert.deepEqual(events, ['ObjectCreated:Put', 'ObjectRemoved:Delete']);
        const created = records.find(({ eventName }) => eventName.includes('Created'));
        const { key, eTag } = created.s3.object;
        assert.deepEqual([key, eTag], ['events/%ED%95%9C%EA%B8%80+%2B+1.jpg', ETag?.replaceAll('"', '')]);
      } finally {
        await configure({});
      }
    },
  },
  {
    what: 'a preflight of an allowed origin is answered by the CORS rules of the bucket, another is refused (403)',
    source: `${guide}/cors.html`,
    async run({ s3, bucket, endpoint = `https://s3.amazonaws.com` }) {
      const rule = {
        AllowedOrigins: ['https://album.example'],
        AllowedMethods: ['PUT', 'GET'],
        AllowedHeaders: ['*'],
        ExposeHeaders: ['ETag'],
      };
      const CORSConfiguration = { CORSRules: [rule] };
      await s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }));
      const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket: bucket }));
      assert.deepEqual(CORSRules?.[0]?.ExposeHeaders, ['ETag']);
      const ask = (origin: string) =>
        fetch(`${endpoint}/${bucket}/x`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'PUT' },
        });
      const allowed = await ask('https://album.example');
      assert.equal(allowed.status, 200);
      assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://album.example');
      assert.equal((await ask('https://other.example')).status, 403);
    },
  },
];

const allowS3 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
  ],
});
