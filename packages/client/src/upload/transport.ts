import type { SentFile, StoredPart } from './sent-file.ts';

/** A request that carries bytes to S3. Its URL is a secret. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 until which it may begin. */
  readonly expiresAt: number;
}

export interface SignedUpload extends SignedRequest {
  readonly photoId: string;
}

/** S3 answered with an error. */
export class StorageError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`S3 answered ${status}`);
    this.name = 'StorageError';
    this.status = status;
  }
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Is told the bytes that left so far. */
  readonly onProgress: (bytes: number) => void;
}

/** What the uploader needs of the service and of S3. Errors: ApiError, StorageError, NoAnswer, or the abort reason. */
export interface Transport {
  /** One URL for each file, in their order; up to 100. */
  signUploads(files: readonly SentFile[], signal: AbortSignal): Promise<readonly SignedUpload[]>;
  /** Whether S3 has the photo. */
  exists(photoId: string, signal: AbortSignal): Promise<boolean>;
  begin(
    file: SentFile,
    signal: AbortSignal,
  ): Promise<{
    readonly photoId: string;
    readonly key: string;
    readonly uploadId: string;
    readonly partSize: number;
  }>;
  /** One URL for each part, in their order. */
  signParts(
    file: SentFile,
    parts: readonly { readonly partNumber: number; readonly size: number }[],
    signal: AbortSignal,
  ): Promise<readonly SignedRequest[]>;
  listParts(file: SentFile, signal: AbortSignal): Promise<readonly StoredPart[]>;
  complete(file: SentFile, parts: readonly StoredPart[], signal: AbortSignal): Promise<void>;
  /** Removes the parts that S3 has. */
  abort(file: SentFile): Promise<void>;
  /** Sends bytes to S3. Returns the ETag. */
  send(request: SignedRequest, body: Blob, options: SendOptions): Promise<string>;
}
