import { AwsError } from '../../aws-error.ts';
import { readAmzDate, readCredential } from '../../signature/read-credential.ts';
import type { RequestSignature } from '../../signature/request-signature.ts';
import { accessDenied, invalidArgument } from '../s3-errors.ts';

/**
 * Who signed a form's policy, by its fields.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 * @throws AccessDenied (403) without a policy; InvalidArgument (400) when a field is missing or malformed.
 */
export function readPolicyClaim(fields: Readonly<Record<string, string>>): RequestSignature {
  if (!fields.policy) throw accessDenied();
  const algorithm = fields['x-amz-algorithm'] ?? '';
  if (algorithm !== 'AWS4-HMAC-SHA256')
    throw invalidArgument('Unknown algorithm', 'X-Amz-Algorithm', algorithm);
  const credential = readCredential(fields['x-amz-credential'] ?? '');
  const signedAt = readAmzDate(fields['x-amz-date'] ?? '');
  const signature = fields['x-amz-signature'];
  if (!credential || !signedAt || !signature) {
    const message = 'Bucket POST must contain X-Amz-Credential, X-Amz-Date and X-Amz-Signature.';
    throw new AwsError('InvalidArgument', 400, message);
  }
  return { place: 'form', ...credential, signedHeaders: [], signature, signedAt };
}
