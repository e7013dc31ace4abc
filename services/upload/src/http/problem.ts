/** Problems by the last part of their `type`. Clients depend on it, so the meaning of a name never changes. */
const problems = {
  'invalid-request': [400, 'Invalid request'],
  unauthorized: [401, 'A valid API key or access token is required'],
  'insufficient-scope': [403, 'The access token lacks a required scope'],
  'code-refused': [401, 'The code is expired, used or invalid'],
  'cross-site-request': [403, 'Request from another site'],
  'route-not-found': [404, 'Not found'],
  'photo-not-found': [404, 'Photo not found'],
  'thumbnail-not-ready': [404, 'The photo has no thumbnail yet'],
  'variant-not-found': [404, 'Variant not found'],
  'upload-not-found': [404, 'Upload not found'],
  'share-not-found': [404, 'Share not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'request-timeout': [408, 'Request timeout'],
  'photo-not-failed': [409, 'The photo has not failed'],
  'photo-changed': [409, 'The photo was changed by another request, or exists already'],
  'subscription-pending': [409, 'The subscription is not confirmed yet and cannot be removed'],
  'too-many-subscriptions': [409, 'Maximum number of subscriptions reached'],
  'too-many-shares': [409, 'Maximum number of shares reached'],
  'share-over': [410, 'The share is over'],
  'body-too-large': [413, 'Request body too large'],
  'photo-too-large': [413, 'Photo too large'],
  'unsupported-media-type': [415, 'The request body must be JSON'],
  'content-type-refused': [415, 'Content type not accepted'],
  'too-many-requests': [429, 'Too many requests'],
  'too-many-attempts': [429, 'Too many attempts to sign in'],
  'too-many-streams': [429, 'Too many event streams'],
  'too-many-uploads': [429, 'Too many uploads per minute'],
  'headers-too-large': [431, 'URL or request headers too long'],
  'internal-error': [500, 'Internal error'],
  'issuer-unavailable': [503, 'The issuer of access tokens is not available'],
  'sign-in-unavailable': [503, 'The issuer that signs people in is not available'],
  'too-many-waiters': [503, 'Too many waiting requests'],
  overloaded: [503, 'Service overloaded'],
  'storage-unavailable': [503, 'Storage not available'],
} as const satisfies Record<string, [status: number, title: string]>;

export type ProblemName = keyof typeof problems;

/** One part of a request that is wrong. */
export interface WrongField {
  /** JSON pointer to the part, after `body`, `querystring` or `params`. */
  readonly field: string;
  readonly message: string;
}

interface ProblemOptions {
  /** Explanation for people. May change. */
  readonly detail?: string;
  readonly errors?: readonly WrongField[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Logged, never sent. */
  readonly cause?: unknown;
}

/** An error response: problem details (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: ProblemName;
  readonly #options: ProblemOptions;
  constructor(problem: ProblemName, options: ProblemOptions = {}) {
    super(options.detail ?? problems[problem][1], { cause: options.cause });
    this.status = problems[problem][0];
    this.headers = options.headers ?? {};
    this.problem = problem;
    this.#options = options;
  }

  /** The response body. */
  toBody(requestId: string) {
    const { detail, errors } = this.#options;
    return {
      type: `urn:proofsheet:problem:${this.problem}`,
      title: problems[this.problem][1],
      status: this.status,
      ...(detail !== undefined && { detail }),
      ...(errors && { errors }),
      requestId,
    };
  }
}
