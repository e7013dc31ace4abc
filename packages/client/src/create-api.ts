import { ApiError, NoAnswer, readRetryAfter } from './api-error.ts';
import { type Client, createClient } from './generated/client/index.ts';

/** Longest time for an answer, in ms: above the longest `wait` of the API. */
const answerTimeout = 30_000;

export interface ApiOptions {
  /** Where the service is: `https://photos.example`. */
  readonly baseUrl: string;
  /** An API key or an access token, or what gets a valid one. Pages with a session cookie need none. */
  readonly token?: string | (() => string | Promise<string>);
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the global `fetch`. */
  readonly fetch?: (request: Request, init?: RequestInit) => Promise<Response>;
  /** Is told of every answer 401. */
  readonly onUnauthorized?: (request: Request) => void;
}

/** To be passed as `client` to the functions of `@proofsheet/client/api`, which then throw ApiError or NoAnswer. */
export type Api = Client;

/** The API at that address, for one caller. */
export function createApi({ baseUrl, token, headers, fetch: send, onUnauthorized }: ApiOptions): Api {
  const api = createClient({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    throwOnError: true,
    ...(token !== undefined && { auth: token }),
    // No other site can send it: https://developer.mozilla.org/docs/Glossary/Forbidden_request_header
    headers: { 'x-proofsheet-request': '1', ...headers },
    async fetch(input: RequestInfo | URL): Promise<Response> {
      const request = input as Request;
      const call = send ?? ((each: Request, init?: RequestInit) => fetch(each, init));
      // Streams of events end by themselves.
      if (new URL(request.url).pathname.endsWith('/v1/events')) return call(request);
      return call(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(answerTimeout)]) });
    },
  });
  api.interceptors.error.use((error, response, request, options) => {
    const { signal } = options ?? {};
    if (signal?.aborted) return signal.reason;
    if (!response || response.ok) return new NoAnswer(error);
    if (response.status === 401 && request) onUnauthorized?.(request);
    const problem = typeof error === 'object' && error !== null ? error : {};
    const retryAfter = readRetryAfter(response.headers.get('retry-after'), Date.now());
    return new ApiError(response.status, problem, retryAfter);
  });
  return api;
}
