/** All that is known of one version of an object, besides its bytes. */
export interface ObjectRecord {
  /** Names the file of the bytes. A key never becomes a path. */
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

/** What the client says of an object, to be given back on reading. */
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

/** Gives hex numbers that grow with every call, and with time, so across a restart too. */
export function createSequencer(): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Date.now()) * 65_536n;
    last = now > last ? now : last + 1n;
    return last.toString(16).toUpperCase().padStart(18, '0');
  };
}
