import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { limitCalls } from '@proofsheet/runtime/calls';

/** Completing a large multipart upload takes S3 longest. Milliseconds. */
const MAX_CALL_MS = 60_000;

/**
 * Creates a client for objects. If a connection takes more than 3 s to open, or is silent for 15 s, the client closes it and
 * retries the call. No call takes longer than 60 s, including retries. Checksums are sent only where S3 requires them: TLS
 * and the ETag already protect the bytes, and the SDK's default costs a pass over them.
 */
export function createS3Client(options: S3ClientConfig): S3Client {
  const client = new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 15_000, requestTimeout: 15_000 },
    ...options,
  });
  return limitCalls(client, MAX_CALL_MS);
}
