import type { S3Client } from '@aws-sdk/client-s3';
import { callWithin } from '@proofsheet/runtime/calls';
import { type BucketExists, createBucketExists } from '../bucket-exists.ts';
import { type CallLimits, defaultCallLimits } from '../call-limits.ts';
import {
  type ObjectHead,
  type ObjectStore,
  ObjectTooLargeError,
  type PutOptions,
  type StoredObject,
} from '../object-store.ts';
import { createS3ObjectStore } from '../s3-object-store.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { Connections } from './connections.ts';
import { readHead } from './read-head.ts';
import { createSendRequest, type SendRequest } from './send-request.ts';

export interface DirectOptions {
  readonly s3: S3Client;
  /** Endpoint of S3 if it is not AWS, as passed to the client. */
  readonly endpoint: string | undefined;
  readonly connections: Connections;
  readonly pool: BufferPool;
  readonly limits?: CallLimits;
  /** Called with the reason when a request is left to the SDK. */
  readonly onFallback?: (error: unknown) => void;
}

/**
 * Creates an object store for an S3 bucket that reads and writes over plain HTTP with reused buffers. It leaves every other
 * case (an error, a missing header, a broken or silent connection) to the SDK with its retries and error classes. Repeating
 * a request is harmless, because every write has a condition or writes the same bytes again.
 */
export function createDirectObjectStore(options: DirectOptions, bucket: string): ObjectStore {
  const { s3, endpoint, connections, pool, limits = defaultCallLimits, onFallback = () => {} } = options;
  const exists = createBucketExists(s3, bucket);
  const sdk = createS3ObjectStore(s3, bucket, { limits, exists });
  const send = createSendRequest({ s3, bucket, publicEndpoint: endpoint }, connections);
  return {
    ...sdk,
    get: (key, { maxBytes, signal: outer }) =>
      orElse(
        limits.transferMs,
        outer,
        (signal) => getDirect({ send, pool, exists }, key, { maxBytes, signal }),
        (signal) => sdk.get(key, { maxBytes, signal }),
      ),
    head: (key, outer) =>
      orElse(
        limits.answerMs,
        outer,
        (signal) => headDirect(send, exists, key, signal),
        (signal) => sdk.head(key, signal),
      ),
    put(key, body, put, outer) {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
      return orElse(
        limits.transferMs,
        outer,
        (signal) => putDirect(send, key, bytes, put, signal),
        (signal) => sdk.put(key, bytes, put, signal),
      );
    },
    delete: (key, expected, outer) =>
      orElse(
        limits.answerMs,
        outer,
        (signal) => deleteDirect(send, key, expected, signal),
        (signal) => sdk.delete(key, expected, signal),
      ),
  };

  /** Calls the SDK if the direct call failed and the caller still waits; both within `maxMs` milliseconds. */
  function orElse<T>(
    maxMs: number,
    outer: AbortSignal,
    first: (signal: AbortSignal) => Promise<T>,
    second: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return callWithin(maxMs, outer, async (signal) => {
      try {
        return await first(signal);
      } catch (error) {
        if (signal.aborted || error instanceof ObjectTooLargeError) throw error;
        onFallback(error);
        return second(signal);
      }
    });
  }
}

/** An error of S3 has some hundred bytes. */
const maxRefusalBytes = 16 * 1024;

async function getDirect(
  { send, pool, exists }: { send: SendRequest; pool: BufferPool; exists: BucketExists },
  key: string,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<StoredObject | undefined> {
  let found: ObjectHead | undefined;
  let buffer: Buffer | undefined;
  let refusal: Buffer | undefined;
  const release = () => {
    if (buffer) pool.give(buffer);
    buffer = undefined;
  };
  try {
    await send({
      method: 'GET',
      key,
      signal,
      onHead(head, length) {
        if (head.status === 404) {
          refusal = length > maxRefusalBytes ? undefined : Buffer.alloc(length);
          return refusal;
        }
        found = readHead(head);
        if (found && found.size <= maxBytes) buffer = pool.take(found.size);
        return buffer;
      },
    });
    if (refusal) {
      // A missing bucket has another code.
      if (!refusal.includes('<Code>NoSuchKey</Code>')) throw new Error('an unknown 404');
      exists.noteSeen();
      return undefined;
    }
    if (!found || !buffer) throw new Error('an answer without its headers');
    return { ...found, body: buffer.subarray(0, found.size), release };
  } catch (error) {
    release();
    if (found && found.size > maxBytes) throw new ObjectTooLargeError(found, maxBytes);
    throw error;
  }
}

async function headDirect(
  send: SendRequest,
  exists: BucketExists,
  key: string,
  signal: AbortSignal,
): Promise<ObjectHead | undefined> {
  let found: ObjectHead | undefined;
  let absent = false;
  await send({
    method: 'HEAD',
    key,
    signal,
    onHead(head) {
      absent = head.status === 404;
      found = readHead(head);
      return absent || found ? noBody : undefined;
    },
  });
  if (absent) await exists.assert(signal);
  else exists.noteSeen();
  return found;
}

async function putDirect(
  send: SendRequest,
  key: string,
  body: Buffer,
  { contentType, metadata = {}, cacheControl, expected }: PutOptions,
  signal: AbortSignal,
): Promise<string> {
  let etag: string | undefined;
  const headers = {
    'content-length': String(body.length),
    'content-type': contentType,
    ...(cacheControl && { 'cache-control': cacheControl }),
    ...(expected === 'absent' ? { 'if-none-match': '*' } : expected && { 'if-match': expected.etag }),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  await send({
    method: 'PUT',
    key,
    headers,
    body,
    signal,
    onHead({ status, headers: { etag: written } }, length) {
      etag = status === 200 && length === 0 ? written : undefined;
      return etag === undefined ? undefined : noBody;
    },
  });
  if (etag === undefined) throw new Error('an answer without an ETag');
  return etag;
}

async function deleteDirect(
  send: SendRequest,
  key: string,
  { etag }: { readonly etag: string },
  signal: AbortSignal,
): Promise<boolean> {
  await send({
    method: 'DELETE',
    key,
    headers: { 'if-match': etag },
    signal,
    onHead: ({ status }) => (status === 204 ? noBody : undefined),
  });
  return true;
}

const noBody = Buffer.alloc(0);
