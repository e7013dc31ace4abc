import { AwsError } from '../aws-error.ts';
import type { RequestSignature } from './request-signature.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (RequestTimeTooSkewed)
const SKEW_MS = 15 * 60 * 1000;

/**
 * A signed request is good for 15 minutes around its date; a presigned one until its end.
 * @throws RequestTimeTooSkewed or AccessDenied (403).
 */
export function checkTime(claim: RequestSignature, now: Date): void {
  const age = now.getTime() - claim.signedAt.getTime();
  if (claim.expiresIn === undefined) {
    if (Math.abs(age) > SKEW_MS) throw skewed(claim, now);
    return;
  }
  if (age < -SKEW_MS) throw new AwsError('AccessDenied', 403, 'Request is not valid yet');
  if (age > claim.expiresIn * 1000) throw expired(claim.signedAt.getTime() + claim.expiresIn * 1000, now);
}

function skewed(claim: RequestSignature, now: Date): AwsError {
  const message = 'The difference between the request time and the current time is too large.';
  return new AwsError('RequestTimeTooSkewed', 403, message, {
    RequestTime: claim.signedAt.toISOString(),
    ServerTime: now.toISOString(),
  });
}

function expired(end: number, now: Date): AwsError {
  return new AwsError('AccessDenied', 403, 'Request has expired', {
    Expires: new Date(end).toISOString(),
    ServerTime: now.toISOString(),
  });
}
