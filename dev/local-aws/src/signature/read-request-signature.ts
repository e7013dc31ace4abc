import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { readAmzDate, readCredential } from './read-credential.ts';
import type { RequestSignature } from './request-signature.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const WEEK = 604_800;

/**
 * Finds the signature in the header or in the query; undefined for an anonymous request. Only checks its form.
 * @throws AwsError (400) when it is malformed or there are two.
 */
export function readRequestSignature(
  headers: IncomingHttpHeaders,
  target: RequestTarget,
): RequestSignature | undefined {
  const presigned = target.query.has('X-Amz-Signature') || target.query.has('X-Amz-Algorithm');
  if (presigned && headers.authorization) {
    throw new AwsError('InvalidArgument', 400, 'Only one auth mechanism allowed.');
  }
  if (presigned) return readFromQuery(target.query);
  return headers.authorization ? readFromHeader(headers.authorization, headers) : undefined;
}

function readFromHeader(authorization: string, headers: IncomingHttpHeaders): RequestSignature {
  if (!authorization.startsWith(`${ALGORITHM} `))
    throw malformedHeader('the algorithm must be AWS4-HMAC-SHA256');
  const parts = readParts(authorization.slice(ALGORITHM.length + 1));
  const credential = readCredential(parts.get('Credential') ?? '');
  if (!credential) throw malformedHeader('the Credential is mal-formed');
  const signature = parts.get('Signature');
  const signedHeaders = parts.get('SignedHeaders');
  if (!signature || !signedHeaders) throw malformedHeader('SignedHeaders and Signature are needed');
  const signedAt = readAmzDate(String(headers['x-amz-date'] ?? ''));
  if (!signedAt)
    throw new AwsError('AccessDenied', 403, 'AWS authentication requires a valid x-amz-date header');
  return { place: 'header', ...credential, signedHeaders: signedHeaders.split(';'), signature, signedAt };
}

function readParts(text: string): Map<string, string> {
  const pairs = text.split(',').map((part) => part.trim());
  return new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
  );
}

function readFromQuery(query: URLSearchParams): RequestSignature {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM)
    throw malformedQuery('X-Amz-Algorithm must be AWS4-HMAC-SHA256');
  const credential = readCredential(query.get('X-Amz-Credential') ?? '');
  if (!credential) throw malformedQuery('the Credential is mal-formed');
  const signature = query.get('X-Amz-Signature');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  if (!signature || !signedHeaders)
    throw malformedQuery('X-Amz-SignedHeaders and X-Amz-Signature are needed');
  const signedAt = readAmzDate(query.get('X-Amz-Date') ?? '');
  if (!signedAt)
    throw malformedQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const expiresIn = readExpires(query.get('X-Amz-Expires') ?? '');
  return {
    place: 'query',
    ...credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAt,
    expiresIn,
  };
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
function readExpires(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw malformedQuery('X-Amz-Expires must be a number of seconds above 0');
  const seconds = Number(text);
  if (seconds > WEEK)
    throw malformedQuery('X-Amz-Expires must be less than a week (in seconds); that is, 604800');
  return seconds;
}

function malformedHeader(why: string): AwsError {
  return new AwsError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${why}.`);
}

function malformedQuery(why: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', 400, why);
}
