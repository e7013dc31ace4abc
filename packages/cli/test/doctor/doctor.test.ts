import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import {
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeletePublicAccessBlockCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutPublicAccessBlockCommand,
  type QueueConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createStack, type Stack } from '@proofsheet/local-aws';
import { createS3Client } from '@proofsheet/object-store';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { queueArn } from '../../src/queues/queue-calls.ts';
import type { DoctorContext } from '../../src/doctor/doctor-context.ts';
import { examine } from '../../src/doctor/examine.ts';
import { type DoctorAws, openDoctorAws } from './open-doctor-aws.ts';

const { signal } = new AbortController();
const hour = 3_600_000;

interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}
type Settings = DoctorContext['settings'];
/** What is broken, and the one problem that is to be reported. */
interface Case {
  readonly settings?: Partial<Settings>;
  readonly credentials?: { accessKeyId?: string; secretAccessKey?: string };
  readonly breakIt?: (clients: Clients, settings: Settings) => Promise<unknown>;
  readonly now?: () => number;
  /** What kubectl answers, by kind of object. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  /** Why an emulator that was started elsewhere cannot show it. */
  readonly embeddedOnly?: string;
  readonly says: RegExp;
}

let aws: DoctorAws;
let settings: Settings;
const servers: { close(): void; closeAllConnections(): void }[] = [];

const cases: Record<string, Case> = {
  'two buckets of one name': {
    settings: { DERIVED_BUCKET: 'proofsheet-thumbnails' },
    says: /two buckets have the same name/,
  },
  'no originals bucket': {
    settings: { ORIGINALS_BUCKET: 'nowhere' },
    says: /ORIGINALS_BUCKET nowhere: NoSuchBucket/,
  },
  'no thumbnails bucket': {
    settings: { THUMBNAILS_BUCKET: 'nowhere' },
    says: /THUMBNAILS_BUCKET nowhere: NoSuchBucket/,
  },
  'no derived bucket': {
    settings: { DERIVED_BUCKET: 'nowhere' },
    says: /DERIVED_BUCKET nowhere: NoSuchBucket/,
  },
  'an unknown access key': {
    credentials: { accessKeyId: 'AKIDNOBODY0000000000' },
    says: /InvalidAccessKeyId|InvalidClientTokenId/,
  },
  'a wrong secret key': {
    credentials: { secretAccessKey: 'wrong' },
    embeddedOnly: 'it does not verify signatures of its root credentials',
    says: /SignatureDoesNotMatch/,
  },
  'an endpoint where nothing answers': {
    settings: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    says: /ECONNREFUSED/,
  },
  'no queue of originals': {
    settings: { ORIGINALS_QUEUE_URL: 'gone' },
    says: /ORIGINALS_QUEUE_URL.*(NonExistentQueue|QueueDoesNotExist)/,
  },
  'no queue of thumbnails': {
    settings: { THUMBNAILS_QUEUE_URL: 'gone' },
    says: /THUMBNAILS_QUEUE_URL.*(NonExistentQueue|QueueDoesNotExist)/,
  },
  'no dead-letter queue': {
    settings: { ORIGINALS_DEAD_LETTER_QUEUE_URL: 'gone' },
    says: /ORIGINALS_DEAD_LETTER_QUEUE_URL/,
  },
  'dead letters that go elsewhere': {
    settings: { ORIGINALS_DEAD_LETTER_QUEUE_URL: 'other' },
    says: /moves its dead letters elsewhere/,
  },
  'no redrive policy': { breakIt: setQueue({ RedrivePolicy: '' }), says: /has no redrive policy/ },
  'one receive only': {
    breakIt: async (clients, all) => {
      const deadLetterTargetArn = await queueArn(clients.sqs, all.ORIGINALS_DEAD_LETTER_QUEUE_URL, signal);
      await setQueue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) })(
        clients,
        all,
      );
    },
    says: /moves messages away after 1 receives/,
  },
  'four days of retention': {
    breakIt: setQueue({ MessageRetentionPeriod: '345600' }),
    says: /keeps messages for 4 days/,
  },
  'a short visibility timeout': {
    breakIt: setQueue({ VisibilityTimeout: '5' }),
    says: /shows messages again after 5 s/,
  },
  'dead letters that wait': {
    breakIt: ({ sqs }, all) => createSqsPort(sqs, all.THUMBNAILS_DEAD_LETTER_QUEUE_URL).send('x', signal),
    says: /1 dead letters wait/,
  },
  'an originals bucket without a notification': {
    breakIt: notify('ORIGINALS_BUCKET', []),
    says: /does not notify ORIGINALS_QUEUE_URL/,
  },
  'an originals bucket that tells the wrong queue': {
    breakIt: async (clients, all) => {
      const QueueArn = await queueArn(clients.sqs, all.THUMBNAILS_QUEUE_URL, signal);
      await notify('ORIGINALS_BUCKET', [{ QueueArn, Events: ['s3:ObjectCreated:*'] }])(clients, all);
    },
    says: /does not notify ORIGINALS_QUEUE_URL/,
  },
  'a notification without removals': {
    breakIt: async (clients, all) => {
      const QueueArn = await queueArn(clients.sqs, all.ORIGINALS_QUEUE_URL, signal);
      await notify('ORIGINALS_BUCKET', [{ QueueArn, Events: ['s3:ObjectCreated:*'] }])(clients, all);
    },
    says: /does not notify of removed objects/,
  },
  'a thumbnails bucket without a notification': {
    breakIt: notify('THUMBNAILS_BUCKET', []),
    says: /does not notify THUMBNAILS_QUEUE_URL/,
  },
  'the notification of an earlier release': {
    breakIt: async (clients, all) => {
      const QueueArn = await queueArn(clients.sqs, all.THUMBNAILS_QUEUE_URL, signal);
      const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'failures/' }] } };
      await notify('DERIVED_BUCKET', [{ QueueArn, Events: ['s3:ObjectCreated:*'], Filter }])(clients, all);
    },
    says: /prefix failures\//,
  },
  'no CORS': {
    breakIt: ({ s3 }, all) => s3.send(new DeleteBucketCorsCommand({ Bucket: all.ORIGINALS_BUCKET })),
    says: /does not let http:\/\/127\.0\.0\.1:\d+ PUT/,
  },
  'CORS for another page': {
    breakIt: ({ s3 }, all) =>
      s3.send(
        new PutBucketCorsCommand({
          Bucket: all.THUMBNAILS_BUCKET,
          CORSConfiguration: {
            CORSRules: [{ AllowedOrigins: ['https://other.example'], AllowedMethods: ['GET'] }],
          },
        }),
      ),
    says: /does not let http:\/\/127\.0\.0\.1:\d+ GET/,
  },
  'half a public access block': {
    breakIt: ({ s3 }, { ORIGINALS_BUCKET: Bucket }) =>
      s3.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: false,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      ),
    says: /does not block public access: BlockPublicPolicy$/,
  },
  'multipart uploads that are never ended': {
    breakIt: ({ s3 }, { ORIGINALS_BUCKET: Bucket }) => s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
    says: /no lifecycle rule of the originals bucket ends abandoned multipart uploads/,
  },
  'multipart uploads that are ended, by a rule that is disabled': {
    breakIt: setLifecycle('ORIGINALS_BUCKET', [
      {
        ID: 'off',
        Status: 'Disabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]),
    says: /no lifecycle rule of the originals bucket ends abandoned multipart uploads/,
  },
  'records that are kept for ever': {
    breakIt: ({ s3 }, { DERIVED_BUCKET: Bucket }) => s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
    says: /no lifecycle rule of the derived bucket deletes old pending\/, claims\/, notified\/, sweeps\//,
  },
  'a rule that expires the whole derived bucket': {
    breakIt: setLifecycle('DERIVED_BUCKET', [
      { ID: 'all', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } },
    ]),
    says: /lifecycle rule all deletes what is made of photos from DERIVED_BUCKET/,
  },
  'a rule that expires thumbnails': {
    breakIt: setLifecycle('THUMBNAILS_BUCKET', [
      { ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } },
    ]),
    says: /lifecycle rule old deletes what is made of photos from THUMBNAILS_BUCKET/,
  },
  'encryption by KMS without a bucket key': {
    breakIt: ({ s3 }, { ORIGINALS_BUCKET: Bucket }) =>
      s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
          },
        }),
      ),
    says: /encrypted by aws:kms without a bucket key/,
  },
  'a queue whose policy names another sender': {
    breakIt: async ({ sqs }, all) => {
      const Resource = await queueArn(sqs, all.ORIGINALS_QUEUE_URL, signal);
      const Principal = { Service: 'events.amazonaws.com' };
      const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource }];
      await setQueue({ Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })(
        { sqs } as Clients,
        all,
      );
    },
    says: /the policy of ORIGINALS_QUEUE_URL does not let S3 send/,
  },
  'a queue with a key that S3 cannot use': {
    breakIt: setQueue({ KmsMasterKeyId: 'alias/aws/sqs' }),
    says: /ORIGINALS_QUEUE_URL is encrypted by the AWS managed key/,
  },
  'a ScaledObject that is paused': {
    cluster: scaledBy({}, { annotations: { 'autoscaling.keda.sh/paused-replicas': '0' } }),
    says: /ScaledObject proofsheet-worker is paused/,
  },
  'a ScaledObject that is not ready': {
    cluster: scaledBy(
      {},
      { ready: { type: 'Ready', status: 'False', message: 'AccessDenied: GetQueueAttributes' } },
    ),
    says: /proofsheet-worker is not ready: AccessDenied/,
  },
  'a ScaledObject of another queue': {
    cluster: scaledBy({ queueURL: 'http://sqs.example/other' }),
    says: /scales by http:\/\/sqs.example\/other, which is none of the queues/,
  },
  'a deployment with another queue': {
    cluster: scaledBy({ queueURLFromEnv: 'ORIGINALS_QUEUE_URL' }, { env: 'http://sqs.example/old' }),
    says: /scales by http:\/\/sqs.example\/old/,
  },
  'a trigger in another region': {
    cluster: scaledBy({ awsRegion: 'mars-1' }),
    says: /looks in the region mars-1/,
  },
  'no ScaledObject in the namespace': {
    cluster: { 'deployments.apps': { items: [{ metadata: { name: 'proofsheet-worker' } }] } },
    namespace: 'photos',
    says: /no ScaledObject of proofsheet in the namespace photos/,
  },
  'no topic': {
    settings: { TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:gone' },
    says: /TOPIC_ARN.*NotFound/,
  },
  'a public URL where nothing answers': {
    settings: { PUBLIC_URL: 'http://127.0.0.1:49' },
    says: /PUBLIC_URL.*ECONNREFUSED/,
  },
  'a public URL of something else': { settings: { PUBLIC_URL: 'aws' }, says: /is not the upload service/ },
  'a clock that is an hour off': { now: () => Date.now() + hour, says: /clock is 3\d\d\d s off/ },
};

for (const [name, bucket] of Object.entries({
  originals: 'ORIGINALS_BUCKET',
  thumbnails: 'THUMBNAILS_BUCKET',
  derived: 'DERIVED_BUCKET',
} as const)) {
  cases[`no public access block of the ${name} bucket`] = {
    breakIt: ({ s3 }, all) => s3.send(new DeletePublicAccessBlockCommand({ Bucket: all[bucket] })),
    says: /does not block public access: BlockPublicAcls, BlockPublicPolicy/,
  };
}

before(async () => {
  aws = await openDoctorAws();
  const api = createServer((_request, response) =>
    response.end(JSON.stringify({ paths: { '/v1/photos': {} } })),
  );
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  servers.push(api);
  const stack = await layOut();
  settings = {
    AWS_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.endpoint,
    ORIGINALS_BUCKET: stack.originalsBucket,
    THUMBNAILS_BUCKET: stack.thumbnailsBucket,
    DERIVED_BUCKET: stack.derivedBucket,
    ORIGINALS_QUEUE_URL: stack.originalsQueueUrl,
    ORIGINALS_DEAD_LETTER_QUEUE_URL: stack.originalsDlqUrl,
    THUMBNAILS_QUEUE_URL: stack.thumbnailsQueueUrl,
    THUMBNAILS_DEAD_LETTER_QUEUE_URL: stack.thumbnailsDlqUrl,
    TOPIC_ARN: stack.topicArn,
    PUBLIC_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
  };
});
after(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await aws.close();
});
/** Everything is right again. */
beforeEach(async () => {
  await layOut();
  await withClients({}, async (clients) => {
    await notify('DERIVED_BUCKET', [])(clients, settings);
    await clients.s3.send(new DeleteBucketLifecycleCommand({ Bucket: settings.THUMBNAILS_BUCKET }));
    await setQueue({ KmsMasterKeyId: '' })(clients, settings);
  });
});

test('nothing is reported of an installation that is right', async () => {
  assert.deepEqual(await examineWith({ says: /^$/ }), []);
  assert.deepEqual(await examineWith({ cluster: scaledBy({ awsRegion: aws.region }), says: /^$/ }), []);
});

for (const [name, broken] of Object.entries(cases)) {
  const skip = process.env.PROOFSHEET_TEST_AWS !== undefined && (broken.embeddedOnly ?? false);
  test(`names the cause and nothing else: ${name}`, { skip }, async () => {
    const problems = await examineWith(broken);
    assert.equal(problems.length, 1, JSON.stringify(problems, null, 1));
    assert.match(problems[0]?.what ?? '', broken.says);
    assert.ok(problems[0]?.why && problems[0].fix);
  });
}

async function examineWith(broken: Case) {
  const { settings: changed = {}, credentials = {}, breakIt, now = Date.now } = broken;
  const { cluster = {}, namespace } = broken;
  const surroundings = {
    now,
    namespace,
    lookup: async () => [],
    kubectl: async ([, kind = '']: readonly string[]) => cluster[kind],
  };
  const all = { ...settings, ...changed };
  if (changed.ORIGINALS_QUEUE_URL) all.ORIGINALS_QUEUE_URL = `${settings.ORIGINALS_QUEUE_URL}-gone`;
  if (changed.THUMBNAILS_QUEUE_URL) all.THUMBNAILS_QUEUE_URL = `${settings.THUMBNAILS_QUEUE_URL}-gone`;
  if (changed.ORIGINALS_DEAD_LETTER_QUEUE_URL === 'gone')
    all.ORIGINALS_DEAD_LETTER_QUEUE_URL = `${settings.ORIGINALS_DEAD_LETTER_QUEUE_URL}-gone`;
  if (changed.ORIGINALS_DEAD_LETTER_QUEUE_URL === 'other')
    all.ORIGINALS_DEAD_LETTER_QUEUE_URL = settings.THUMBNAILS_DEAD_LETTER_QUEUE_URL;
  if (changed.PUBLIC_URL === 'aws') all.PUBLIC_URL = aws.endpoint;
  await withClients({}, async (clients) => breakIt?.(clients, settings));
  try {
    return await withClients({ ...credentials, endpoint: all.AWS_ENDPOINT_URL }, (clients) =>
      examine({ settings: all, ...clients, signal, ...surroundings }),
    );
  } finally {
    await withClients({}, async ({ sqs }) => {
      const port = createSqsPort(sqs, settings.THUMBNAILS_DEAD_LETTER_QUEUE_URL);
      const letters = await port.receive({ max: 10, waitSeconds: 0, visibilitySeconds: 1 });
      if (letters.length > 0) await port.deleteBatch(letters.map(({ receiptHandle }) => receiptHandle));
    });
  }
}

async function withClients<T>(
  {
    endpoint = aws.endpoint,
    ...changed
  }: { endpoint?: string | undefined; accessKeyId?: string; secretAccessKey?: string },
  work: (clients: Clients) => Promise<T>,
): Promise<T> {
  const credentials = { ...aws.credentials, ...changed };
  const options = { endpoint, region: aws.region, credentials, maxAttempts: 1 };
  const clients = {
    s3: createS3Client({ ...options, forcePathStyle: true }),
    // The endpoint is that of the queue's URL otherwise.
    sqs: createSqsClient({ ...options, useQueueUrlAsEndpoint: false }),
    sns: new SNSClient(options),
  };
  try {
    return await work(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

function layOut(): Promise<Stack> {
  const { endpoint, region, credentials } = aws;
  return createStack({ endpoint, region, credentials });
}

function setQueue(Attributes: Record<string, string>): NonNullable<Case['breakIt']> {
  return ({ sqs }, { ORIGINALS_QUEUE_URL: QueueUrl }) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

function setLifecycle(
  bucket: 'ORIGINALS_BUCKET' | 'THUMBNAILS_BUCKET' | 'DERIVED_BUCKET',
  Rules: LifecycleRule[],
): NonNullable<Case['breakIt']> {
  return ({ s3 }, all) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: all[bucket], LifecycleConfiguration: { Rules } }),
    );
}

/** What kubectl says of a worker with a trigger of this metadata. */
function scaledBy(
  metadata: Record<string, string>,
  {
    annotations = {},
    ready = { type: 'Ready', status: 'True' },
    env = '',
  }: { annotations?: Record<string, string>; ready?: Record<string, string>; env?: string } = {},
) {
  const name = 'proofsheet-worker';
  const containers = [{ env: env === '' ? [] : [{ name: 'ORIGINALS_QUEUE_URL', value: env }] }];
  const triggers = [{ type: 'aws-sqs-queue', metadata }];
  const scaled = {
    metadata: { name, annotations },
    spec: { scaleTargetRef: { name }, triggers },
    status: { conditions: [{ type: 'Active', status: 'False' }, ready] },
  };
  const deployment = { metadata: { name }, spec: { template: { spec: { containers } } } };
  return {
    'scaledobjects.keda.sh': { items: [scaled] },
    'deployments.apps': { items: [deployment] },
  };
}

function notify(
  bucket: 'ORIGINALS_BUCKET' | 'THUMBNAILS_BUCKET' | 'DERIVED_BUCKET',
  QueueConfigurations: QueueConfiguration[],
): NonNullable<Case['breakIt']> {
  return ({ s3 }, all) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: all[bucket],
        NotificationConfiguration: { QueueConfigurations },
        // Otherwise S3 refuses a queue that does not let it send.
        SkipDestinationValidation: true,
      }),
    );
}
