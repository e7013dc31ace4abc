import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import {
  DeleteBucketCorsCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  type QueueConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createStack, type LocalAws, type Stack, startLocalAws } from '@proofsheet/local-aws';
import { createS3Client } from '@proofsheet/object-store';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { queueArn } from '../../src/queues/queue-calls.ts';
import type { DoctorContext } from '../../src/doctor/doctor-context.ts';
import { examine } from '../../src/doctor/examine.ts';

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
  readonly says: RegExp;
}

let aws: LocalAws;
let dataDir: string;
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
  'a wrong secret key': { credentials: { secretAccessKey: 'wrong' }, says: /SignatureDoesNotMatch/ },
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
  'an originals bucket that tells nobody': {
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
  'removals that nobody hears of': {
    breakIt: async (clients, all) => {
      const QueueArn = await queueArn(clients.sqs, all.ORIGINALS_QUEUE_URL, signal);
      await notify('ORIGINALS_BUCKET', [{ QueueArn, Events: ['s3:ObjectCreated:*'] }])(clients, all);
    },
    says: /does not notify of removed objects/,
  },
  'a thumbnails bucket that tells nobody': {
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

before(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-doctor-'));
  aws = await startLocalAws({ dataDir });
  const api = createServer((_request, response) =>
    response.end(JSON.stringify({ paths: { '/v1/photos': {} } })),
  );
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  servers.push(api);
  const stack = await layOut();
  settings = {
    AWS_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.url,
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
  await rm(dataDir, { recursive: true, force: true });
});
/** Everything is right again. */
beforeEach(async () => {
  await layOut();
  await withClients({}, async (clients) => notify('DERIVED_BUCKET', [])(clients, settings));
});

test('nothing is reported of an installation that is right', async () => {
  assert.deepEqual(await examineWith({ says: /^$/ }), []);
});

for (const [name, broken] of Object.entries(cases)) {
  test(`names the cause and nothing else: ${name}`, async () => {
    const problems = await examineWith(broken);
    assert.equal(problems.length, 1, JSON.stringify(problems, null, 1));
    assert.match(problems[0]?.what ?? '', broken.says);
    assert.ok(problems[0]?.why && problems[0].fix);
  });
}

async function examineWith({ settings: changed = {}, credentials = {}, breakIt, now = Date.now }: Case) {
  const all = { ...settings, ...changed };
  if (changed.ORIGINALS_QUEUE_URL) all.ORIGINALS_QUEUE_URL = `${settings.ORIGINALS_QUEUE_URL}-gone`;
  if (changed.THUMBNAILS_QUEUE_URL) all.THUMBNAILS_QUEUE_URL = `${settings.THUMBNAILS_QUEUE_URL}-gone`;
  if (changed.ORIGINALS_DEAD_LETTER_QUEUE_URL === 'gone')
    all.ORIGINALS_DEAD_LETTER_QUEUE_URL = `${settings.ORIGINALS_DEAD_LETTER_QUEUE_URL}-gone`;
  if (changed.ORIGINALS_DEAD_LETTER_QUEUE_URL === 'other')
    all.ORIGINALS_DEAD_LETTER_QUEUE_URL = settings.THUMBNAILS_DEAD_LETTER_QUEUE_URL;
  if (changed.PUBLIC_URL === 'aws') all.PUBLIC_URL = new URL(aws.mailboxUrl).origin;
  await withClients({}, async (clients) => breakIt?.(clients, settings));
  try {
    return await withClients({ ...credentials, endpoint: all.AWS_ENDPOINT_URL }, (clients) =>
      examine({ settings: all, ...clients, signal, now }),
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
    endpoint = aws.url,
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
  const { url: endpoint, region, credentials } = aws;
  return createStack({ endpoint, region, credentials });
}

function setQueue(Attributes: Record<string, string>): NonNullable<Case['breakIt']> {
  return ({ sqs }, { ORIGINALS_QUEUE_URL: QueueUrl }) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
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
      }),
    );
}
