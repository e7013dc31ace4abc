import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CallLimits } from '@proofsheet/object-store';
import { parseOriginalKey } from '@proofsheet/photos';
import { callWithin } from '@proofsheet/runtime/calls';
import { ProblemError } from '../http/problem.ts';
import type { OpenUpload, UploadHandles } from './upload-handle.ts';

/** A multipart upload as clients name it. */
export interface MultipartUpload {
  readonly key: string;
  /** The handle that `begin` returned. */
  readonly uploadId: string;
}

/** A part, with the field names of S3's API, which Uppy uses too. */
export interface Part {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** An uploaded part; `Size` in bytes. */
export interface StoredPart extends Part {
  readonly Size: number;
}

/**
 * Multipart uploads into one bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export interface MultipartStore {
  /** Begins an upload of `size` bytes, and returns its handle. */
  begin(file: NewFile, signal: AbortSignal): Promise<string>;
  /** @throws ProblemError `upload-not-found` if the handle was not sealed for this key. */
  open(upload: MultipartUpload): OpenUpload;
  /** @throws ProblemError `upload-not-found` */
  listParts(upload: MultipartUpload, signal: AbortSignal): Promise<StoredPart[]>;
  /**
   * Completes the object from its parts. Succeeds if it was completed before, so that clients may repeat the call.
   * @throws ProblemError `upload-not-found`; `invalid-request` if parts are missing or have more or fewer bytes than
   *   declared; `photo-changed` if the object exists.
   */
  complete(upload: MultipartUpload, parts: readonly Part[], signal: AbortSignal): Promise<void>;
  /** @throws ProblemError `upload-not-found` */
  abort(upload: MultipartUpload, signal: AbortSignal): Promise<void>;
}

/** A file to be uploaded. */
interface NewFile {
  readonly key: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

interface MultipartStoreOptions {
  readonly handles: UploadHandles;
  readonly limits: CallLimits;
}

/** Milliseconds. S3 may take long to assemble a large object. */
const completeMs = 25_000;

export function createMultipartStore(
  s3: S3Client,
  bucket: string,
  { limits, handles }: MultipartStoreOptions,
): MultipartStore {
  const { answerMs } = limits;
  const open = ({ key, uploadId }: MultipartUpload): OpenUpload => {
    const upload = handles.open(key, uploadId);
    if (!upload) throw new ProblemError('upload-not-found');
    return upload;
  };
  const inputOf = ({ key, uploadId }: OpenUpload) => ({ Bucket: bucket, Key: key, UploadId: uploadId });
  async function listParts(upload: OpenUpload, signal: AbortSignal): Promise<StoredPart[]> {
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
  }
  async function completeParts(
    upload: OpenUpload,
    parts: readonly Part[],
    signal: AbortSignal,
  ): Promise<void> {
    checkBytes(upload, parts, await listParts(upload, signal));
    const Parts = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    const input = { ...inputOf(upload), MultipartUpload: { Parts }, IfNoneMatch: '*' };
    const command = new CompleteMultipartUploadCommand(input);
    const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
    await callWithin(completeMs, signal, send).catch(throwProblem);
  }
  async function exists({ key }: OpenUpload, signal: AbortSignal): Promise<boolean> {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
    return callWithin(answerMs, signal, send).then(
      () => true,
      (error: Error) => {
        if (error.name === 'NotFound') return false;
        throw error;
      },
    );
  }
  return {
    open,
    async begin({ key, contentType, size }, signal) {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
      });
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      const { UploadId } = await callWithin(answerMs, signal, send);
      if (UploadId === undefined) throw new Error('S3 began an upload without an id');
      return handles.seal({ key, uploadId: UploadId, size });
    },
    listParts: async (upload, signal) => listParts(open(upload), signal),
    async complete(named, parts, signal) {
      const upload = open(named);
      try {
        await completeParts(upload, parts, signal);
      } catch (error) {
        // S3 forgets a completed upload, and the client may not have received the answer.
        if (isUploadNotFound(error) && (await exists(upload, signal))) return;
        throw error;
      }
    },
    async abort(upload, signal) {
      const command = new AbortMultipartUploadCommand(inputOf(open(upload)));
      const send = (abortSignal: AbortSignal) => s3.send(command, { abortSignal });
      await callWithin(answerMs, signal, send).catch(throwProblem);
    },
  };
}

/** S3 itself reports missing parts. */
function checkBytes({ size }: OpenUpload, parts: readonly Part[], stored: readonly StoredPart[]): void {
  const sizes = new Map(stored.map(({ PartNumber, Size }) => [PartNumber, Size]));
  if (!parts.every(({ PartNumber }) => sizes.has(PartNumber))) return;
  const bytes = parts.reduce((sum, { PartNumber }) => sum + (sizes.get(PartNumber) ?? 0), 0);
  if (bytes === size) return;
  const message = `have ${bytes} bytes together, not the declared ${size}`;
  throw new ProblemError('invalid-request', { errors: [{ field: 'body/parts', message }] });
}

function isUploadNotFound(error: unknown): boolean {
  return error instanceof ProblemError && error.problem === 'upload-not-found';
}

/** Converts client errors to problems. Other errors of S3 stay as they are. */
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

/**
 * Returns the upload that a request names, if its key belongs to the caller's photo.
 * @throws ProblemError `upload-not-found`
 */
export function checkOwnership(
  owner: string,
  photoId: string,
  { key, uploadId }: MultipartUpload,
): MultipartUpload {
  const name = parseOriginalKey(key);
  if (name?.owner !== owner || name.photoId !== photoId) throw new ProblemError('upload-not-found');
  return { key, uploadId };
}
