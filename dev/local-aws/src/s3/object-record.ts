/** Metadata of one version of an object. */
export interface ObjectRecord {
  /** Name of the file with the bytes. Keys are never used as paths. */
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** ISO 8601, whole seconds. */
  readonly lastModified: string;
  /** Grows with every change: orders the events of a key. */
  readonly sequencer: string;
  readonly attributes: ObjectAttributes;
}

/** Attributes set by the client, returned on reading. */
export interface ObjectAttributes {
  /** `content-type`, `cache-control` and so on. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Base64 by header name, such as `x-amz-checksum-sha256`, as the client sent them. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** The date of a new version: S3 keeps whole seconds. */
export function currentSecond(): string {
  return `${new Date().toISOString().slice(0, 19)}.000Z`;
}

/** Returns hex numbers that increase with every call and with time, so also across restarts. */
export function createSequencer(): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Date.now()) * 65_536n;
    last = now > last ? now : last + 1n;
    return last.toString(16).toUpperCase().padStart(18, '0');
  };
}
