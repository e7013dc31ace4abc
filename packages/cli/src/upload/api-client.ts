/** What the API is asked to take. */
export interface NewUpload {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Where and how to send bytes. */
export interface PresignedPut {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

export interface IssuedUpload {
  readonly photoId: string;
  readonly upload: PresignedPut;
}

/** A multipart upload, as the API names it. */
export interface MultipartUpload {
  readonly photoId: string;
  readonly key: string;
  readonly uploadId: string;
  /** Bytes of each part except the last. */
  readonly partSize: number;
}

/** A stored part, with the field names of S3's API. */
export interface StoredPart {
  readonly PartNumber: number;
  readonly ETag: string;
  /** Bytes. */
  readonly Size: number;
}

export interface ApiClient {
  /** Begins a multipart upload. */
  begin(upload: Omit<NewUpload, 'sha256'>, signal: AbortSignal): Promise<MultipartUpload>;
  /** The stored parts, or undefined if the upload is not known: it was completed, or ended after a week. */
  listParts(upload: MultipartUpload, signal: AbortSignal): Promise<StoredPart[] | undefined>;
  /** A URL for one part of this size, in bytes. */
  signPart(
    upload: MultipartUpload,
    part: { readonly partNumber: number; readonly size: number },
    signal: AbortSignal,
  ): Promise<PresignedPut>;
  /** Completes the photo from its parts. Repeating it is safe. */
  complete(upload: MultipartUpload, parts: readonly StoredPart[], signal: AbortSignal): Promise<void>;
  /** Name and size of each photo of the owner, as `albumEntry` writes them. */
  listAlbum(signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** URLs for these files, in their order. */
  issue(uploads: readonly NewUpload[], signal: AbortSignal): Promise<IssuedUpload[]>;
  /** Whether the photo is stored. */
  has(photoId: string, signal: AbortSignal): Promise<boolean>;
}

/** The API or S3 refused a request. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** When to try again, in milliseconds from then; undefined if it did not say. */
  readonly retryAfterMs: number | undefined;
  constructor(status: number, message: string, headers: Headers) {
    super(message);
    this.status = status;
    const seconds = headers.get('retry-after');
    this.retryAfterMs = seconds === null ? undefined : Number(seconds) * 1000;
  }
}

/** The API at this URL, for the owner of the key. */
export function createApiClient(url: string, apiKey: string): ApiClient {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${apiKey}`, ...init.headers };
    const answer = await fetch(new URL(path, url), { ...init, headers });
    if (answer.ok || answer.status === 404) return answer;
    const problem = (await answer.json().catch(() => ({}))) as ProblemDetails;
    const fields = problem.errors?.map(({ field, message }) => `${field} ${message}`) ?? [];
    const said = [problem.title, problem.detail, ...fields].filter(Boolean).join('; ');
    throw new ApiError(answer.status, said || `the API answered ${answer.status}`, answer.headers);
  }
  const post = (path: string, body: object, signal: AbortSignal) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
  const found = async <T>(answer: Response): Promise<T> => {
    if (answer.status === 404) throw new ApiError(404, `${answer.url} was not found`, answer.headers);
    return (await answer.json()) as T;
  };
  return {
    async begin(upload, signal) {
      return found(await post('/v1/uploads/multipart', upload, signal));
    },
    async listParts({ photoId, key, uploadId }, signal) {
      const query = new URLSearchParams({ key, uploadId });
      const answer = await call(`/v1/uploads/${photoId}/parts?${query}`, { signal });
      return answer.ok ? ((await answer.json()) as StoredPart[]) : undefined;
    },
    async signPart({ photoId, key, uploadId }, part, signal) {
      return found(await post(`/v1/uploads/${photoId}/parts`, { key, uploadId, ...part }, signal));
    },
    async complete({ photoId, key, uploadId }, stored, signal) {
      const parts = stored.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      await found(await post(`/v1/uploads/${photoId}/complete`, { key, uploadId, parts }, signal));
    },
    async listAlbum(signal) {
      const entries = new Set<string>();
      for (let cursor: string | undefined, isLast = false; !isLast; isLast = cursor === undefined) {
        const query = new URLSearchParams({ limit: '200', ...(cursor !== undefined && { cursor }) });
        const page = await found<AlbumPage>(await call(`/v1/photos?${query}`, { signal }));
        for (const photo of page.photos) entries.add(albumEntry(photo));
        cursor = page.nextCursor;
      }
      return entries;
    },
    async issue(uploads, signal) {
      const answer = await post('/v1/uploads/batch', { uploads }, signal);
      if (answer.status === 404) throw new Error(`${url} is not the API of proofsheet`);
      return ((await answer.json()) as { uploads: IssuedUpload[] }).uploads;
    },
    async has(photoId, signal) {
      const answer = await call(`/v1/photos/${photoId}`, { signal });
      await answer.body?.cancel();
      return answer.ok;
    },
  };
}

interface AlbumPage {
  readonly photos: readonly { readonly filename: string; readonly size: number }[];
  readonly nextCursor?: string;
}

/** A photo by its name and size in bytes. */
export function albumEntry({ filename, size }: { readonly filename: string; readonly size: number }): string {
  return `${size} ${filename}`;
}

interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
