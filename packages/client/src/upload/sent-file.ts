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

/** A file on its way into S3, and how far it got. Kept, it lets an upload go on after a crash. */
export interface SentFile {
  /** Of this client alone. */
  readonly id: string;
  readonly name: string;
  /** Content type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Known as soon as a URL was signed for it, which is before its first byte leaves. */
  readonly photoId?: string;
  readonly multipart?: Multipart;
}

/** What changes while a file is sent. `undefined` removes it. */
export interface SentChange {
  readonly photoId?: string | undefined;
  readonly multipart?: Multipart | undefined;
}
