import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { callWithin } from '@proofsheet/runtime/calls';
import { type BucketExists, createBucketExists } from './bucket-exists.ts';
import { type CallLimits, defaultCallLimits } from './call-limits.ts';
import { type Expected, type ObjectHead, type ObjectStore, ObjectTooLargeError } from './object-store.ts';
import { readBody } from './read-body.ts';

export interface S3ObjectStoreOptions {
  readonly limits?: CallLimits;
  /** Shared with another store of the same bucket. */
  readonly exists?: BucketExists;
}

/** A bucket of S3 as an object store, by the AWS SDK. */
export function createS3ObjectStore(
  s3: S3Client,
  bucket: string,
  { limits = defaultCallLimits, exists = createBucketExists(s3, bucket) }: S3ObjectStoreOptions = {},
): ObjectStore {
  const { answerMs, transferMs } = limits;
  return {
    bucket,
    get(key, { maxBytes, signal: outer }) {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      return callWithin(transferMs, outer, async (signal) => {
        const answer = await s3.send(command, { abortSignal: signal }).catch(answerOn(404));
        exists.noteSeen();
        if (!answer) return undefined;
        return { ...headOf(answer), body: await readWithin(answer, maxBytes, signal), release() {} };
      });
    },
    head(key, outer) {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
      return callWithin(answerMs, outer, async (signal) => {
        const answer = await s3.send(command, { abortSignal: signal }).catch(answerOn(404));
        if (!answer) await exists.assert(signal);
        else exists.noteSeen();
        return answer && headOf(answer);
      });
    },
    async put(key, body, { contentType, metadata, cacheControl, expected }, signal) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        ...(metadata && { Metadata: { ...metadata } }),
        ...(cacheControl && { CacheControl: cacheControl }),
        ...conditionOf(expected),
      });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const answer = await callWithin(transferMs, signal, send).catch(answerOn(404, 409, 412));
      return answer && (answer.ETag ?? '');
    },
    async delete(key, expected, signal) {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, ...conditionOf(expected) });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const answer = await callWithin(answerMs, signal, send).catch(answerOn(404, 409, 412));
      return answer !== undefined;
    },
    async list({ prefix, shallow, startAfter, limit }, signal) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        // XML cannot represent every character of a key.
        EncodingType: 'url',
        ...(shallow && { Delimiter: '/' }),
        ...(startAfter && { StartAfter: startAfter }),
        ...(limit && { MaxKeys: limit }),
      });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const { Contents = [], EncodingType } = await callWithin(answerMs, signal, send);
      const decode = decoderOf(EncodingType);
      return Contents.map(({ Key = '', ETag = '', Size = 0, LastModified = new Date(0) }) => ({
        key: decode(Key),
        etag: ETag,
        size: Size,
        lastModified: LastModified,
      }));
    },
    async listFolders(prefix, signal) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        EncodingType: 'url',
      });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const { CommonPrefixes = [], EncodingType } = await callWithin(answerMs, signal, send);
      const decode = decoderOf(EncodingType);
      return CommonPrefixes.map(({ Prefix = '' }) => decode(Prefix).slice(prefix.length, -1));
    },
  };
}

/** 409 is a conditional write that lost against a concurrent one: that object is not as expected either. */
function answerOn(...statuses: number[]): (error: unknown) => undefined {
  return (error) => {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (isNoSuchBucket(error) || status === undefined || !statuses.includes(status)) throw error;
    return undefined;
  };
}

/** A missing bucket is a mistake in the settings and must not make photos look deleted. */
function isNoSuchBucket(error: unknown): boolean {
  return (error as Error).name === 'NoSuchBucket';
}

function conditionOf(expected: Expected | undefined): { IfNoneMatch?: '*'; IfMatch?: string } {
  if (expected === undefined) return {};
  return expected === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: expected.etag };
}

/** Some emulators ignore the requested encoding. */
function decoderOf(encoding: string | undefined): (text: string) => string {
  return encoding === 'url' ? (text) => decodeURIComponent(text.replaceAll('+', ' ')) : (text) => text;
}

function headOf(answer: HeadObjectCommandOutput | GetObjectCommandOutput): ObjectHead {
  return {
    etag: answer.ETag ?? '',
    size: answer.ContentLength ?? 0,
    lastModified: answer.LastModified ?? new Date(0),
    contentType: answer.ContentType,
    metadata: answer.Metadata ?? {},
  };
}

async function readWithin(
  answer: GetObjectCommandOutput,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const stream = answer.Body as Readable;
  const head = headOf(answer);
  if (head.size <= maxBytes) return readBody(stream, head.size, signal);
  stream.destroy();
  throw new ObjectTooLargeError(head, maxBytes);
}
