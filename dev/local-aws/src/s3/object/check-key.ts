import { AwsError } from '../../aws-error.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
const KEY_BYTES = 1024;

/** @throws KeyTooLongError (400) above 1,024 bytes of UTF-8. */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= KEY_BYTES) return;
  throw new AwsError('KeyTooLongError', 400, 'Your key is too long', {
    Size: String(size),
    MaxSizeAllowed: String(KEY_BYTES),
  });
}
