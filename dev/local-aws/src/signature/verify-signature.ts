import { timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { checkTime } from './check-time.ts';
import type { RequestSignature } from './request-signature.ts';
import { type Credentials, type ReceivedRequest, signAgain, signText } from './sign-again.ts';

/** Returns if a signature is valid, otherwise throws an AwsError (400 or 403). */
export interface SignatureVerifier {
  /** Checks key, scope, time, signature, and that every `x-amz-` header is signed. */
  verifyRequest(received: ReceivedRequest, claim: RequestSignature): Promise<void>;
  /** Checks key, scope and signature of a text. */
  verifyText(text: string, claim: RequestSignature): Promise<void>;
}

/** Verifies signatures of one key pair and region by signing the request again. */
export function createSignatureVerifier(options: {
  credentials: Credentials;
  region: string;
}): SignatureVerifier {
  const { credentials, region } = options;
  return {
    async verifyRequest(received, claim) {
      checkScope(claim, credentials.accessKeyId, region);
      checkHeaders(received, claim);
      checkTime(claim, new Date());
      compare(claim, await signAgain(received, claim, credentials));
    },
    async verifyText(text, claim) {
      checkScope(claim, credentials.accessKeyId, region);
      compare(claim, await signText(text, claim, credentials));
    },
  };
}

function checkScope(claim: RequestSignature, accessKeyId: string, region: string): void {
  if (claim.accessKeyId !== accessKeyId) {
    const code = claim.service === 's3' ? 'InvalidAccessKeyId' : 'InvalidClientTokenId';
    throw new AwsError(code, 403, 'The AWS Access Key Id you provided does not exist in our records.');
  }
  if (claim.region === region) return;
  const message = `The authorization header is malformed; the region '${claim.region}' is wrong; expecting '${region}'`;
  throw new AwsError('AuthorizationHeaderMalformed', 400, message, { Region: region });
}

function checkHeaders({ headers, target }: ReceivedRequest, claim: RequestSignature): void {
  if (headers['x-amz-security-token'] || target.query.has('X-Amz-Security-Token')) {
    throw new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
  }
  const signed = new Set(claim.signedHeaders);
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host')) unsigned.push('host');
  if (unsigned.length === 0) return;
  const message = 'There were headers present in the request which were not signed';
  throw new AwsError('AccessDenied', 403, message, { HeadersNotSigned: unsigned.join(', ') });
}

function compare(claim: RequestSignature, expected: string): void {
  const given = Buffer.from(claim.signature);
  const wanted = Buffer.from(expected);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  const message =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  throw new AwsError('SignatureDoesNotMatch', 403, message);
}
