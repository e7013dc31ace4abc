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
export type FailureKind =
  | 'not-a-photo'
  | 'other-format'
  | 'too-large'
  | 'empty'
  | 'unreadable'
  | 'duplicate'
  | 'refused'
  | 'server';

export interface Failure {
  readonly kind: FailureKind;
  /** What the service said, for people who ask why. */
  readonly title?: string;
  /** To be named to an operator. */
  readonly requestId?: string;
}

/** A part that S3 has. */
export interface StoredPart {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** An upload of several parts that has begun. */
export interface Multipart {
  readonly key: string;
  readonly uploadId: string;
  /** Bytes of each part but the last. */
  readonly partSize: number;
  readonly parts: readonly StoredPart[];
}

/** A file on its way, as it is kept across reloads. */
export interface Upload {
  /** Of this browser alone. */
  readonly id: string;
  /** The tab that sends it. */
  readonly tab: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
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
  /** Known as soon as a URL was signed for it, which is before its first byte leaves. */
  readonly photoId?: string;
  readonly multipart?: Multipart;
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
