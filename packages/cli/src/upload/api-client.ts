import type { PresignedPut } from './upload-journal.ts';

/** What the API is asked to take. */
export interface NewUpload {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface IssuedUpload {
  readonly photoId: string;
  readonly upload: PresignedPut;
}

export interface ApiClient {
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
  return {
    async issue(uploads, signal) {
      const answer = await call('/v1/uploads/batch', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uploads }),
        signal,
      });
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

interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
