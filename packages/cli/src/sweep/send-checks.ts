import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { checkMessage } from '@proofsheet/photos';
import { SQS_BATCH_SIZE } from '@proofsheet/queue';

/** A photo for a worker to look at. */
export interface Check {
  readonly key: string;
  /** Whether nothing is known of it yet. */
  readonly isNew: boolean;
}

/** Sends up to ten checks in one request. Throws when SQS refuses one of them. */
export type SendChecks = (checks: readonly Check[], signal: AbortSignal) => Promise<void>;

/** Sends checks of photos in this bucket to the queue that the worker reads. */
export function createSendChecks(
  sqs: SQSClient,
  { queueUrl, bucket }: { queueUrl: string; bucket: string },
): SendChecks {
  return async (checks, signal) => {
    if (checks.length > SQS_BATCH_SIZE) throw new RangeError(`more than ${SQS_BATCH_SIZE} in one request`);
    const command = new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: checks.map(({ key, isNew }, index) => ({
        Id: String(index),
        MessageBody: checkMessage(bucket, key, { isNew }),
      })),
    });
    const { Failed = [] } = await sqs.send(command, { abortSignal: signal });
    const [refused] = Failed;
    if (refused)
      throw new Error(`SQS refused ${Failed.length} checks: ${refused.Code} ${refused.Message ?? ''}`);
  };
}
