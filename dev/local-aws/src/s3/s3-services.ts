import type { SignatureVerifier } from '../signature/verify-signature.ts';
import type { Queues } from '../sqs/create-queues.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './create-buckets.ts';
import type { Notify } from './notifications/create-notifier.ts';
import type { ObjectAttributes } from './object-record.ts';
import type { S3Exchange } from './s3-exchange.ts';

/** What every S3 operation works with. */
export interface S3Services {
  readonly region: string;
  readonly buckets: Buckets;
  readonly queues: Queues;
  readonly notify: Notify;
  readonly verifier: SignatureVerifier;
  readonly nextSequencer: () => string;
}

/** One S3 operation: answers by itself, or throws an AwsError. */
export type S3Operation = (exchange: S3Exchange, services: S3Services) => Promise<void> | void;

/** Bytes on disk, not yet an object. */
export interface NewVersion {
  readonly bucket: Bucket;
  readonly key: string;
  readonly blobId: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly attributes: ObjectAttributes;
}
