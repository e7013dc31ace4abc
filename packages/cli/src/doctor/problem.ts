/** Something that is wrong with an installation. */
export interface Problem {
  /** Which check found it. */
  readonly check: string;
  readonly what: string;
  /** What it leads to. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
}

/** An error of the SDK or of `fetch`, as a person understands it. */
export function explainError(check: string, subject: string, error: unknown): Problem {
  const { name = '', message = '' } = error as Error;
  const code = codeOf(error);
  const known = explanations.find(([pattern]) => pattern.test(`${name} ${code}`));
  const [, why, fix] = known ?? [/./, 'The services cannot use it either.', 'Read the message.'];
  return { check, what: `${subject}: ${[name, code || message].filter(Boolean).join(' ')}`, why, fix };
}

const explanations: readonly (readonly [pattern: RegExp, why: string, fix: string])[] = [
  [
    /NoSuchBucket|NotFound\b/,
    'There is no such bucket: uploads or thumbnails fail.',
    'Correct the name of the bucket, or deploy aws/stack.yaml.',
  ],
  [
    /NonExistentQueue|QueueDoesNotExist/,
    'There is no such queue.',
    'Correct the URL of the queue, or deploy aws/stack.yaml.',
  ],
  [
    /NotFoundException/,
    'The topic does not exist, so no notification is sent.',
    'Correct TOPIC_ARN, or deploy aws/stack.yaml.',
  ],
  [
    /InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|ExpiredToken|CredentialsProvider/,
    'AWS does not know these credentials.',
    'Correct the access key, or the role of the service account; on EKS restart pods that are older than their Pod Identity association.',
  ],
  [
    /AccessDenied|Forbidden|\b403\b/,
    'The credentials may not do this.',
    'Attach the managed policy of aws/stack.yaml to the role.',
  ],
  [/PermanentRedirect|\b301\b/, 'It is in another region.', 'Correct AWS_REGION.'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|TimeoutError|ECONNRESET/,
    'Nothing answers there.',
    'Correct AWS_ENDPOINT_URL or AWS_REGION, and check DNS, routes and network policies.',
  ],
];

function codeOf(error: unknown): string {
  const { cause, code, errors } = error as { cause?: unknown; code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause ? codeOf(cause) : '';
}
