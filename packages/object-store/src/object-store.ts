/** An object's properties without its bytes. */
export interface ObjectHead {
  /** As S3 returns it, quotes included: `"9b2cf5…"`. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Whole seconds: HTTP dates have no fractions. */
  readonly lastModified: Date;
  readonly contentType: string | undefined;
  /** User metadata, names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object in memory. */
export interface StoredObject extends ObjectHead {
  readonly body: Buffer;
  /** Releases the body. Its memory may then hold another object's bytes. */
  release(): void;
}

/** One entry of a listing. */
export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

/**
 * The only lock: a write or delete takes effect only if the object is still as the caller observed it.
 * `'absent'` is `If-None-Match: *`, an ETag is `If-Match`.
 */
export type Expected = 'absent' | { readonly etag: string };

/** Options of a write. */
export interface PutOptions {
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly cacheControl?: string;
  /** Condition of the write; unconditional without it. */
  readonly expected?: Expected;
}

export interface ListOptions {
  /** Only keys with this prefix. */
  readonly prefix: string;
  /** Skips keys with another `/` after the prefix. */
  readonly shallow?: boolean;
  /** Only keys after this one. */
  readonly startAfter?: string;
  /** Maximum number of keys, 1 to 1,000 (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
  readonly limit?: number;
}

/**
 * One bucket. Every call takes an abort signal, retries retryable errors, and throws the SDK's error when it fails.
 * Absence and an unmet condition are results, not errors.
 */
export interface ObjectStore {
  readonly bucket: string;
  /**
   * The whole object, or undefined when it does not exist.
   * @throws ObjectTooLargeError, before the body is read, when it is larger than `maxBytes`.
   */
  get(key: string, options: { maxBytes: number; signal: AbortSignal }): Promise<StoredObject | undefined>;
  /** The object's head, or undefined when it does not exist. */
  head(key: string, signal: AbortSignal): Promise<ObjectHead | undefined>;
  /** The ETag of the written object, or undefined when the condition was not met. */
  put(
    key: string,
    body: Buffer | string,
    options: PutOptions,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Whether the condition was met and the object deleted. */
  delete(key: string, expected: { readonly etag: string }, signal: AbortSignal): Promise<boolean>;
  /** One page, ordered by the UTF-8 bytes of the keys. */
  list(options: ListOptions, signal: AbortSignal): Promise<ListedObject[]>;
  /** Names of the folders directly below the prefix, which ends with `/`: 1,000 at most. */
  listFolders(prefix: string, signal: AbortSignal): Promise<string[]>;
}

/** The object is larger than the caller accepts. */
export class ObjectTooLargeError extends Error {
  override readonly name = 'ObjectTooLargeError';
  readonly head: ObjectHead;
  constructor(head: ObjectHead, maxBytes: number) {
    super(`the object has ${head.size} bytes, more than the ${maxBytes} allowed`);
    this.head = head;
  }
}
