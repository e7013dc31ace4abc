/** What S3 knows of an object besides its bytes. */
export interface ObjectHead {
  /** As S3 gives it, with its quotes: `"9b2cf5…"`. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Whole seconds only: HTTP dates carry no more. */
  readonly lastModified: Date;
  readonly contentType: string | undefined;
  /** User metadata, names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object read whole into memory. */
export interface StoredObject extends ObjectHead {
  readonly body: Buffer;
  /** Lets go of the body, whose memory may then hold another object's bytes. */
  release(): void;
}

/** One row of a listing. */
export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

/**
 * The only lock there is: a write or delete takes place only if the object is as the caller saw it.
 * `'absent'` is `If-None-Match: *`, an ETag is `If-Match`.
 */
export type Expected = 'absent' | { readonly etag: string };

/** What is written beside the bytes. */
export interface PutOptions {
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly cacheControl?: string;
  /** Without it the write is unconditional. */
  readonly expected?: Expected;
}

export interface ListOptions {
  /** Keys that start with it. */
  readonly prefix: string;
  /** Leaves out keys with a further `/` behind the prefix. */
  readonly shallow?: boolean;
  /** Keys behind this one only. */
  readonly startAfter?: string;
  /** At most so many, 1 to 1,000 (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
  readonly limit?: number;
}

/**
 * One bucket. Every call takes an abort signal, retries what S3 says is worth retrying, and throws the SDK's
 * error for everything that is not an answer: absence and a failed condition are answers.
 */
export interface ObjectStore {
  readonly bucket: string;
  /**
   * The whole object, or undefined when there is none.
   * @throws ObjectTooLargeError before the body is read when it has more than `maxBytes`.
   */
  get(key: string, options: { maxBytes: number; signal: AbortSignal }): Promise<StoredObject | undefined>;
  /** What is known of the object, or undefined when there is none. */
  head(key: string, signal: AbortSignal): Promise<ObjectHead | undefined>;
  /** The ETag of what was written, or undefined when the object is not as expected. */
  put(
    key: string,
    body: Buffer | string,
    options: PutOptions,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Whether the object was as expected and so is gone now. */
  delete(key: string, expected: { readonly etag: string }, signal: AbortSignal): Promise<boolean>;
  /** One page, in the order of the keys' UTF-8 bytes. */
  list(options: ListOptions, signal: AbortSignal): Promise<ListedObject[]>;
}

/** The object has more bytes than the caller takes. */
export class ObjectTooLargeError extends Error {
  override readonly name = 'ObjectTooLargeError';
  readonly head: ObjectHead;
  constructor(head: ObjectHead, maxBytes: number) {
    super(`the object has ${head.size} bytes, more than the ${maxBytes} allowed`);
    this.head = head;
  }
}
