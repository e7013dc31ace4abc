/** What the service answered instead of what was asked for: RFC 9457 problem details. */
export class ApiError extends Error {
  readonly status: number;
  /** Last segment of the problem's type. */
  readonly code: string;
  readonly requestId: string | undefined;
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Fields of the request that are wrong. */
  readonly fields: readonly { readonly field: string; readonly message: string }[];

  constructor(
    status: number,
    problem: {
      readonly type?: string;
      readonly title?: string;
      readonly detail?: string;
      readonly requestId?: string;
      readonly errors?: ApiError['fields'];
    },
    retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title ?? `HTTP status ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.type?.split(/[/:#]/).at(-1) ?? '';
    this.requestId = problem.requestId;
    this.retryAfter = retryAfter;
    this.fields = problem.errors ?? [];
  }
}

/** No answer came: offline, cut, or refused by the network. */
export class NoAnswer extends Error {
  constructor(cause?: unknown) {
    super('no answer', { cause });
    this.name = 'NoAnswer';
  }
}

/**
 * Milliseconds of a `Retry-After` header, which holds seconds or a date.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
