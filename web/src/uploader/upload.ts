import type { SendFailure, SendFailureKind, SentFile } from '@proofsheet/client/upload';

/** Where a file is on its way into S3. */
export type UploadStatus =
  /** Waits for its turn, or until `retryAt`. */
  | 'queued'
  /** Its bytes move. */
  | 'sending'
  /** S3 has it. */
  | 'stored'
  /** A person stopped it. */
  | 'paused'
  /** Its bytes must be chosen again: this device kept none. */
  | 'missing'
  /** It needs a person. */
  | 'failed';

/** Why an upload failed. */
export type FailureKind = SendFailureKind | 'other-format' | 'empty' | 'duplicate';

export interface Failure extends Omit<SendFailure, 'kind'> {
  readonly kind: FailureKind;
}

/** A file on its way, as it is kept across reloads. */
export interface Upload extends SentFile {
  /** The tab that sends it. */
  readonly tab: string;
  /** Milliseconds since 1970, of the file. */
  readonly lastModified: number;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  readonly status: UploadStatus;
  /** Bytes that S3 has or is getting. */
  readonly sent: number;
  /** How often sending failed since it last succeeded or a person retried. */
  readonly attempts: number;
  /** Milliseconds since 1970 before which it is not tried again. */
  readonly retryAt?: number;
  readonly failure?: Failure;
  /** Milliseconds since 1970. */
  readonly storedAt?: number;
}

/** A change of an upload. `undefined` removes what may be absent. */
export type UploadChange = { readonly [Key in keyof Upload]?: Upload[Key] | undefined };

/** A copy with the change applied. */
export function changeUpload(upload: Upload, change: UploadChange): Upload {
  const next: Record<string, unknown> = { ...upload, ...change };
  for (const key of Object.keys(change)) if (next[key] === undefined) delete next[key];
  return next as unknown as Upload;
}

/** Tells a file from another without reading it. */
export function fingerprint({ name, size, lastModified }: Pick<Upload, 'name' | 'size' | 'lastModified'>) {
  return `${size}/${lastModified}/${name.normalize('NFC')}`;
}
