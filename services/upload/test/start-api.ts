import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { startLocalAws } from '@proofsheet/local-aws';
import { createS3ObjectStore } from '@proofsheet/object-store';
import {
  createLinkSigner,
  type FailureReason,
  failureKey,
  outcomeKey,
  originalKey,
  type PhotoOutcome,
  ownerId,
  ownerOutcomePrefix,
  ownerPrefix,
  parseLinkKeys,
  writeThumbnailMetadata,
} from '@proofsheet/photos';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import { activeTraceId, type Tracer } from '@proofsheet/runtime/telemetry';
import { findStorageOrigins } from '../src/album-page/storage-origins.ts';
import { createApp } from '../src/app.ts';
import { createFindOwner } from '../src/auth/find-owner.ts';
import { readConfig } from '../src/config.ts';
import { createMultipartStore } from '../src/photos/multipart-store.ts';
import { createUploadHandles } from '../src/photos/upload-handle.ts';
import { createSigners } from '../src/presign/signers.ts';
import { createSubscriptionStore } from '../src/subscriptions/subscription-store.ts';
import { createRequestRecorder, type StoreRequest } from './record-requests.ts';

export const anna = { name: 'anna', key: 'key-of-anna', id: ownerId('api-key', 'anna') };
export const ben = { name: 'ben', key: 'key-of-ben', id: ownerId('api-key', 'ben') };

const linkKeys = `test:${randomBytes(32).toString('base64')}`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the records of a photo that could be decoded say. */
export const readyOutcome = {
  status: 'ready',
  width: 4000,
  height: 3000,
  thumbnailBytes: 11,
  thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
  takenAt: '2026-02-28T09:15:00+01:00',
  variants: ['screen'],
} as const satisfies PhotoOutcome;

/** An original in its bucket. */
interface Stored {
  readonly key: string;
  readonly etag: string;
}

const isLook = (by: { readonly id: string }, { bucket, key }: Pick<StoreRequest, 'bucket' | 'key'>) =>
  bucket === 'derived' && key === ownerOutcomePrefix(by.id);

/** Answers of the API, with the body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it expects it to be.
  readonly json: any;
}

interface Call {
  readonly by?: { readonly key: string } | undefined;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** The API over real HTTP on a bucket server of its own. `env` changes its settings, `now` its clock. */
export async function startApi({
  env = {},
  now = () => new Date(),
  tracer,
}: {
  env?: Record<string, string>;
  now?: () => Date;
  tracer?: Tracer;
} = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'upload-test-'));
  const aws = await startLocalAws({ dataDir });
  const s3 = new S3Client({
    region: aws.region,
    endpoint: aws.url,
    forcePathStyle: true,
    credentials: aws.credentials,
    maxAttempts: 1,
  });
  const sns = new SNSClient({ region: aws.region, endpoint: aws.url, credentials: aws.credentials });
  const names = ['originals', 'thumbnails', 'derived'] as const;
  for (const name of names) await s3.send(new CreateBucketCommand({ Bucket: name }));
  const requests = createRequestRecorder();
  const [originals, thumbnails, derived] = names.map((name) => createS3ObjectStore(s3, name));
  if (!originals || !thumbnails || !derived) throw new Error('three buckets');

  const config = readConfig({
    AWS_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.url,
    ORIGINALS_BUCKET: 'originals',
    THUMBNAILS_BUCKET: 'thumbnails',
    DERIVED_BUCKET: 'derived',
    API_KEYS: [anna, ben].map(({ name, key }) => `${name}:${sha256(key)}`).join(','),
    LINK_KEYS: linkKeys,
    // A busy machine is not under test unless a test says so.
    MAX_EVENT_LOOP_DELAY_MS: '0',
    ...env,
  });
  /** Messages to the queue of the originals. */
  const sent: string[] = [];
  const log: string[] = [];
  const logStream = new PassThrough().on('data', (line) => log.push(String(line)));
  const links = createLinkSigner(parseLinkKeys(linkKeys));
  const metrics = createMetrics('upload');
  const logger = createLogger('upload', 'trace', logStream, tracer && activeTraceId);
  const owners = await createFindOwner(config, { logger, metrics });
  const app = await createApp({
    config,
    stores: {
      originals: requests.wrap(originals),
      thumbnails: requests.wrap(thumbnails),
      derived: requests.wrap(derived),
    },
    multipart: createMultipartStore(s3, config.ORIGINALS_BUCKET, {
      handles: createUploadHandles(config.LINK_KEYS),
      limits: { answerMs: 5_000, transferMs: 5_000 },
    }),
    signers: await createSigners(s3, config),
    storageOrigins: await findStorageOrigins(s3, config),
    owners,
    links,
    sendToOriginals: async (body) => {
      sent.push(body);
    },
    subscriptions: config.TOPIC_ARN ? createSubscriptionStore(sns, config.TOPIC_ARN) : undefined,
    logger,
    accessLog: logger,
    metrics,
    tracer,
    now,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  async function call(
    path: string,
    { by = anna, method, body, headers, signal }: Call = {},
  ): Promise<Answer> {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${by.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  const signal = AbortSignal.timeout(60_000);
  /** Uploads a photo as a client does. */
  async function upload(filename: string, by = anna) {
    const bytes = randomBytes(64);
    const asked = { filename, contentType: 'image/jpeg', size: bytes.length };
    const { json } = await call('/v1/uploads', { by, body: asked });
    const { status, headers } = await fetch(json.upload.url, { ...json.upload, body: bytes });
    if (status !== 200) throw new Error(`PUT: ${status}`);
    const key = originalKey({ owner: by.id, photoId: json.photoId, fileName: filename });
    return { photoId: json.photoId as string, key, etag: headers.get('etag') ?? '', bytes };
  }
  async function putOutcome({ key, etag }: Stored, outcome: PhotoOutcome): Promise<void> {
    await derived?.put(outcomeKey(key, etag, outcome), '{}', { contentType: 'application/json' }, signal);
  }
  /** Does what the worker does with a photo that it can decode. */
  async function putThumbnail(photo: Stored, outcome: Partial<PhotoOutcome> = {}): Promise<void> {
    await putEarlierThumbnail(photo);
    await putOutcome(photo, { ...readyOutcome, ...outcome } as PhotoOutcome);
  }
  /** The same in the earlier layout, in which the thumbnail was all. */
  async function putEarlierThumbnail({ key, etag }: Stored): Promise<void> {
    const metadata = writeThumbnailMetadata({
      sourceEtag: etag,
      recipe: 'test',
      width: 200,
      height: 150,
      originalWidth: 4000,
      originalHeight: 3000,
      originalSize: 64,
      storedAt: new Date('2026-03-01T10:00:00.123Z'),
      madeAt: new Date('2026-03-01T10:00:00.456Z'),
    });
    await thumbnails?.put(key, Buffer.from('a thumbnail'), { contentType: 'image/jpeg', metadata }, signal);
  }
  /** Does what the worker does with a photo that it cannot decode. */
  async function putFailure(photo: Stored, reason: FailureReason): Promise<void> {
    await putOutcome(photo, { status: 'failed', reason });
  }
  /** The same in the earlier layout. */
  async function putEarlierFailure({ key }: Stored, reason: FailureReason): Promise<void> {
    await derived?.put(failureKey(key, reason), '{}', { contentType: 'application/json' }, signal);
  }

  return {
    url,
    app,
    aws,
    s3,
    sns,
    log,
    sent,
    requests,
    /** Ends with the first look at the owner's outcomes after so many requests for photos of the owner were read. */
    async waiting(requestCount = 1, by = anna): Promise<void> {
      let left = requestCount;
      await requests.next(({ bucket, key }) => {
        if (bucket === 'originals' && key.startsWith(ownerPrefix(by.id))) left -= 1;
        return left <= 0 && isLook(by, { bucket, key });
      });
    },
    nextLook: (by = anna) => requests.next((request) => isLook(by, request)),
    links,
    metrics,
    stores: { originals, thumbnails, derived },
    call,
    upload,
    putThumbnail,
    putEarlierThumbnail,
    putFailure,
    putEarlierFailure,
    async close() {
      await app.close();
      owners.close();
      s3.destroy();
      sns.destroy();
      await aws.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof startApi>>;
