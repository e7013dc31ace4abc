import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

/**
 * A client for objects. A connection that does not come within 3 s, or falls silent for 15 s, is given up and the
 * call tried again. Checksums only where S3 demands them: TLS and the ETag guard the bytes already, and the SDK's
 * default costs a pass over them.
 */
export function createS3Client(options: S3ClientConfig): S3Client {
  return new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 15_000, requestTimeout: 15_000 },
    ...options,
  });
}
