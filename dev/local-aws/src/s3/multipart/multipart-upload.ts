import type { ObjectAttributes } from '../object-record.ts';

/** A multipart upload under way. It lives in memory: a restart forgets it. */
export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly attributes: ObjectAttributes;
  /** By number, 1 to 10,000. */
  readonly parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  readonly number: number;
  readonly blobId: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  /** ISO 8601, whole seconds. */
  readonly lastModified: string;
}
