/** What can go wrong, by the last part of its `type`: clients go by it, so that none may ever change its meaning. */
const problems = {
  'invalid-request': [400, 'The request is not as the API describes it'],
  unauthorized: [401, 'A valid API key or access token is needed'],
  'insufficient-scope': [403, 'The access token lacks a required scope'],
  'route-not-found': [404, 'There is nothing at this address'],
  'photo-not-found': [404, 'There is no such photo'],
  'thumbnail-not-ready': [404, 'The photo has no thumbnail yet'],
  'variant-not-found': [404, 'The photo has no such size'],
  'upload-not-found': [404, 'There is no such upload'],
  'method-not-allowed': [405, 'This address does not know the method'],
  'request-timeout': [408, 'The request did not come in time'],
  'photo-changed': [409, 'The photo changed at the same time, or is there already'],
  'subscription-pending': [409, 'The subscription is not confirmed yet and cannot be removed'],
  'too-many-subscriptions': [409, 'There are as many subscriptions as an owner may have'],
  'body-too-large': [413, 'The body of the request is too large'],
  'photo-too-large': [413, 'The photo has more bytes than are accepted'],
  'unsupported-media-type': [415, 'The body of the request must be JSON'],
  'content-type-refused': [415, 'Photos of this content type are not accepted'],
  'too-many-requests': [429, 'Too many requests of this kind'],
  'too-many-uploads': [429, 'Too many uploads in a minute'],
  'headers-too-large': [431, 'The address or the headers of the request are too long'],
  'internal-error': [500, 'Something went wrong here'],
  'issuer-unavailable': [503, 'The issuer of access tokens does not answer'],
  'too-many-waiters': [503, 'Too many requests are waiting for a photo'],
  overloaded: [503, 'There is too much to do'],
  'storage-unavailable': [503, 'The storage does not answer'],
} as const satisfies Record<string, [status: number, title: string]>;

export type ProblemName = keyof typeof problems;

/** One part of a request that is wrong. */
export interface WrongField {
  /** JSON pointer to it, behind `body`, `querystring` or `params`. */
  readonly field: string;
  readonly message: string;
}

interface ProblemOptions {
  /** For people; may change. */
  readonly detail?: string;
  readonly errors?: readonly WrongField[];
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log. */
  readonly cause?: unknown;
}

/** An answer that is an error: problem details as in RFC 9457. Thrown by whoever finds out. */
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

  /** The body of the answer. */
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
