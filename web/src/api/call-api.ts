import { ApiError, NoAnswer, readRetryAfter } from './api-error.ts';

export interface CallOptions {
  /** GET without a body, else POST. */
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Whether the request outlives the page. */
  readonly keepalive?: boolean;
}

/**
 * Calls the service as the signed-in person.
 * @throws ApiError for an answer that is an error; NoAnswer when none came; the reason of an abort
 */
export type CallApi = <Answer>(path: string, options?: CallOptions) => Promise<Answer>;

/** Longest time for an answer, in ms: above the longest `wait` of the API. */
const answerTimeout = 30_000;

interface CallApiOptions {
  readonly fetch: typeof fetch;
  /** Is told that the session is over. */
  readonly onSignedOut: () => void;
  readonly now: () => number;
}

export function createCallApi({ fetch, onSignedOut, now }: CallApiOptions): CallApi {
  return async <Answer>(path: string, options: CallOptions = {}) => {
    const { body, signal, keepalive = false } = options;
    const timeout = AbortSignal.timeout(answerTimeout);
    const response = await fetch(path, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        // No other site can send it: https://developer.mozilla.org/docs/Glossary/Forbidden_request_header
        'x-proofsheet-request': '1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      keepalive,
      credentials: 'same-origin',
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new NoAnswer(error);
    });
    if (response.ok) return (await readJson(response)) as Answer;
    if (response.status === 401 && !path.startsWith('/auth/')) onSignedOut();
    throw new ApiError(
      response.status,
      ((await readJson(response)) ?? {}) as object,
      readRetryAfter(response.headers.get('retry-after'), now()),
    );
  };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new NoAnswer(error);
  }
}
