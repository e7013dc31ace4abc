import type { Api } from '@proofsheet/client';

export interface CallOptions {
  /** GET without a body, else POST. */
  readonly method?: 'GET' | 'POST' | 'DELETE';
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

export function createCallApi(api: Api): CallApi {
  return async <Answer>(path: string, options: CallOptions = {}) => {
    const { body, signal, keepalive = false } = options;
    const { data } = await api.request<Answer, unknown, true>({
      url: path,
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
      ...(signal && { signal }),
      keepalive,
    });
    return data as Answer;
  };
}
