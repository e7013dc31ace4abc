import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { limitCalls } from '@proofsheet/runtime/calls';

/** A long poll takes 20 s at most, and its answer may be late. Milliseconds. */
const MAX_CALL_MS = 40_000;

/** A client for queues. No call takes longer than 40 s, retries included. */
export function createSqsClient(options: SQSClientConfig): SQSClient {
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 35_000 };
  return limitCalls(new SQSClient({ requestHandler, ...options }), MAX_CALL_MS);
}
