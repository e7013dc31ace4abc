import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';

/** Sends the S3 event of each of these objects once more. */
export async function sendEvents(
  sqs: SQSClient,
  queueUrl: string,
  bucket: string,
  keys: readonly string[],
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(keys.length / 10) }, (_, index) =>
    keys.slice(index * 10, index * 10 + 10),
  );
  const send = (batch: readonly string[]) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((key, index) => ({ Id: String(index), MessageBody: eventOf(bucket, key) })),
      }),
    );
  await pMap(batches, send, { concurrency: 4 });
}

function eventOf(bucket: string, key: string): string {
  const s3 = { bucket: { name: bucket }, object: { key: encodeURIComponent(key).replaceAll('%20', '+') } };
  return JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
}
