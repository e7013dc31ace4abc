/** Causes of errors, grouped by how to fix them. */
export const errorCauses = [
  'credentials',
  'access-denied',
  'throttled',
  'tls',
  'network',
  'timeout',
  'server',
  'unreadable',
  'other',
] as const;

export type ErrorCause = (typeof errorCauses)[number];

/** Properties that the SDK, Node and our code set on errors. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

/**
 * Names and codes; the first matching pattern counts. Names are AWS error codes:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 * Codes are Node's: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const patterns: readonly [pattern: RegExp, cause: ErrorCause][] = [
  [/^UnreadableError$/, 'unreadable'],
  [
    /CredentialsProvider|TokenProvider|^(Expired|Invalid)(Client)?Token|^TokenRefreshRequired|AccessKeyId|^Unrecognized|Signature|^(Missing)?AuthenticationToken|^MissingAuthenticationToken|^RequestExpired|^RequestTimeTooSkewed|^AuthFailure/,
    'credentials',
  ],
  [
    /AccessDenied|AccessDisabled|^Authorization|^Forbidden|^NotAuthorized|^UnauthorizedAccess/,
    'access-denied',
  ],
  [/Throttl|^TooManyRequests|^SlowDown|LimitExceeded|ThroughputExceeded|^OverLimit/, 'throttled'],
  [/^ERR_(TLS|SSL)|CERT|^UNABLE_TO_|^CRL_|^EPROTO$|^HOSTNAME_MISMATCH|^INVALID_(CA|PURPOSE)/, 'tls'],
  [
    /^(Timeout|Abort|TimeoutError|AbortError|HandlerAbortedError|RequestTimeout\w*)$|TIMEDOUT|_TIMEOUT$/,
    'timeout',
  ],
  [
    /^E(CONN\w+|PIPE|AI_AGAIN|NOTFOUND|ADDRNOTAVAIL|(HOST|NET)UNREACH|(HOST|NET)DOWN)$|^UND_ERR_SOCKET/,
    'network',
  ],
];

/** Maximum depth of nested errors. */
const deepest = 5;

/**
 * Returns the cause of any value thrown by a call to AWS or a message handler. The outermost error with a known cause
 * counts: if loading credentials fails because of the network, the cause is `credentials`.
 */
export function causeOf(thrown: unknown): ErrorCause {
  return find(thrown, 0) ?? 'other';
}

function find(thrown: unknown, depth: number): ErrorCause | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth > deepest) return undefined;
  const { cause, errors } = thrown as Thrown;
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return inner.reduce<ErrorCause | undefined>(
    (found, each) => found ?? find(each, depth + 1),
    causeByItself(thrown as Thrown),
  );
}

function causeByItself({ name, code, $fault, $metadata, $retryable }: Thrown): ErrorCause | undefined {
  if ($retryable?.throttling) return 'throttled';
  for (const [pattern, cause] of patterns) {
    if ([name, code].some((text) => typeof text === 'string' && pattern.test(text))) return cause;
  }
  return causeOfStatus($metadata?.httpStatusCode) ?? ($fault === 'server' ? 'server' : undefined);
}

/** The answer to a HEAD has no body, and so no code. */
function causeOfStatus(status = 0): ErrorCause | undefined {
  if (status === 401) return 'credentials';
  if (status === 403) return 'access-denied';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server' : undefined;
}
