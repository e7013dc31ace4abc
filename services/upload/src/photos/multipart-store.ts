import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CallLimits } from '@proofsheet/object-store';
import { callWithin } from '@proofsheet/runtime/calls';
import { ProblemError } from '../http/problem.ts';

/** Which upload of several parts is meant. */
export interface MultipartUpload {
  readonly key: string;
  /** As S3 gave it. */
  readonly uploadId: string;
}

/** A part as S3's API, and Uppy after it, writes it. */
export interface Part {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** A part that was uploaded; `Size` in bytes. */
export interface StoredPart extends Part {
  readonly Size: number;
}

/**
 * Uploads of several parts into one bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export interface MultipartStore {
  /** Begins one, and returns its id. */
  begin(key: string, contentType: string, signal: AbortSignal): Promise<string>;
  /** @throws ProblemError `upload-not-found` */
  listParts(upload: MultipartUpload, signal: AbortSignal): Promise<StoredPart[]>;
  /** @throws ProblemError `upload-not-found`, `photo-changed` when it is there already, `invalid-request` */
  complete(upload: MultipartUpload, parts: readonly Part[], signal: AbortSignal): Promise<void>;
  /** @throws ProblemError `upload-not-found` */
  abort(upload: MultipartUpload, signal: AbortSignal): Promise<void>;
}

interface MultipartStoreOptions {
  readonly limits: CallLimits;
  /** The trace that a photo continues, if there is one. */
  readonly readTraceparent?: () => string | undefined;
}

/** Milliseconds: S3 may take long to put a large object together. */
const completeMs = 25_000;

export function createMultipartStore(
  s3: S3Client,
  bucket: string,
  { limits, readTraceparent = () => undefined }: MultipartStoreOptions,
): MultipartStore {
  const { answerMs } = limits;
  const inputOf = ({ key, uploadId }: MultipartUpload) => ({ Bucket: bucket, Key: key, UploadId: uploadId });
  return {
    async begin(key, contentType, signal) {
      const traceparent = readTraceparent();
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ...(traceparent !== undefined && { Metadata: { traceparent } }),
      });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const { UploadId } = await callWithin(answerMs, signal, send);
      if (UploadId === undefined) throw new Error('S3 began an upload without an id');
      return UploadId;
    },
    async listParts(upload, signal) {
      const parts: StoredPart[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const command = new ListPartsCommand({ ...inputOf(upload), PartNumberMarker: after });
        const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
        const page = await callWithin(answerMs, signal, send).catch(throwProblem);
        for (const { PartNumber = 0, ETag = '', Size = 0 } of page.Parts ?? [])
          parts.push({ PartNumber, ETag, Size });
        after = page.NextPartNumberMarker;
        more = page.IsTruncated === true;
      }
      return parts;
    },
    async complete(upload, parts, signal) {
      const Parts = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      const input = { ...inputOf(upload), MultipartUpload: { Parts }, IfNoneMatch: '*' };
      const command = new CompleteMultipartUploadCommand(input);
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      await callWithin(completeMs, signal, send).catch(throwProblem);
    },
    async abort(upload, signal) {
      const command = new AbortMultipartUploadCommand(inputOf(upload));
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      await callWithin(answerMs, signal, send).catch(throwProblem);
    },
  };
}

/** What the client did wrong is the client's to know; anything else stays S3's error. */
function throwProblem(error: Error): never {
  switch (error.name) {
    case 'NoSuchUpload':
      throw new ProblemError('upload-not-found');
    case 'PreconditionFailed':
    case 'ConditionalRequestConflict':
      throw new ProblemError('photo-changed');
    case 'InvalidPart':
    case 'InvalidPartOrder':
    case 'EntityTooSmall':
    case 'MalformedXML':
      throw new ProblemError('invalid-request', {
        errors: [{ field: 'body/parts', message: error.message }],
      });
    default:
      throw error;
  }
}
