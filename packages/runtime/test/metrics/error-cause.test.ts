import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causeOf, type ErrorCause } from '../../src/metrics/index.ts';

/** An error as the SDK, Node or we make it. */
function anError(name: string, more: object = {}): Error {
  return Object.assign(new Error('it did not work'), { name, ...more });
}

const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

const cases: [cause: ErrorCause, errors: unknown[]][] = [
  [
    'credentials',
    [
      anError('CredentialsProviderError', { cause: anError('Error', { code: 'ECONNREFUSED' }) }),
      anError('TokenProviderError'),
      anError('ExpiredToken', status(400)),
      anError('ExpiredTokenException', status(403)),
      anError('InvalidAccessKeyId', status(403)),
      anError('InvalidClientTokenId', status(403)),
      anError('InvalidToken', status(400)),
      anError('UnrecognizedClientException', status(400)),
      anError('SignatureDoesNotMatch', status(403)),
      anError('InvalidSignatureException', status(400)),
      anError('IncompleteSignature', status(400)),
      anError('MissingAuthenticationToken', status(403)),
      anError('RequestTimeTooSkewed', status(403)),
      anError('Error', status(401)),
    ],
  ],
  [
    'access-denied',
    [
      anError('AccessDenied', status(403)),
      anError('AccessDeniedException', status(400)),
      anError('KMSAccessDeniedException', status(400)),
      anError('AuthorizationErrorException', status(403)),
      // A HEAD that is refused.
      anError('403', status(403)),
    ],
  ],
  [
    'throttled',
    [
      anError('SlowDown', status(503)),
      anError('ThrottlingException', status(400)),
      anError('ThrottledException', status(429)),
      anError('RequestThrottled', status(403)),
      anError('KmsThrottled', status(400)),
      anError('TooManyRequestsException'),
      anError('RequestLimitExceeded', status(503)),
      anError('OverLimit', status(403)),
      anError('Whatever', { ...status(503), $retryable: { throttling: true } }),
      anError('Whatever', status(429)),
    ],
  ],
  [
    'tls',
    [
      anError('Error', { code: 'CERT_HAS_EXPIRED' }),
      anError('Error', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      anError('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      anError('Error', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
      anError('Error', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      anError('Error', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
      anError('Error', { code: 'EPROTO' }),
    ],
  ],
  [
    'network',
    [
      anError('Error', { code: 'ECONNREFUSED' }),
      anError('Error', { code: 'ECONNRESET' }),
      anError('Error', { code: 'EPIPE' }),
      anError('Error', { code: 'ENOTFOUND' }),
      anError('Error', { code: 'EAI_AGAIN' }),
      anError('Error', { code: 'EHOSTUNREACH' }),
      new AggregateError([anError('Error', { code: 'ECONNREFUSED' })]),
      new TypeError('fetch failed', { cause: anError('Error', { code: 'ENETUNREACH' }) }),
    ],
  ],
  [
    'timeout',
    [
      anError('TimeoutError'),
      anError('AbortError'),
      anError('HandlerAbortedError'),
      anError('RequestTimeout', status(400)),
      anError('Error', { code: 'ETIMEDOUT' }),
      anError('Error', { code: 'ERR_SOCKET_CONNECTION_TIMEOUT' }),
      AbortSignal.timeout(0).reason ?? anError('TimeoutError'),
    ],
  ],
  [
    'server',
    [
      anError('InternalError', status(500)),
      anError('ServiceUnavailable', status(503)),
      anError('Whatever', { $fault: 'server' }),
    ],
  ],
  ['unreadable', [anError('UnreadableError')]],
  [
    'other',
    [
      anError('Error'),
      anError('NoSuchBucket', status(404)),
      anError('TypeError'),
      'text',
      undefined,
      null,
      7,
    ],
  ],
];

for (const [cause, errors] of cases) {
  test(`the cause is ${cause}`, () => {
    for (const error of errors) assert.equal(causeOf(error), cause, String((error as Error)?.name ?? error));
  });
}

test('an error that is its own cause has none that is known', () => {
  const error = anError('Error');
  error.cause = error;
  assert.equal(causeOf(error), 'other');
});

test('only the name and the code count, never the text', () => {
  assert.equal(causeOf(new Error('AccessDenied: ECONNRESET while Throttling')), 'other');
});
