import { createSqsClient } from '@proofsheet/queue';
import { exportQueueDepths, readQueueDepth } from '@proofsheet/queue/depth';
import { createAwsClientOptions, type Logger, type Metrics } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import type { Config } from '../config.ts';

type QueueSettings = Pick<
  Config,
  | 'AWS_REGION'
  | 'AWS_ENDPOINT_URL'
  | 'ORIGINALS_QUEUE_URL'
  | 'ORIGINALS_DEAD_LETTER_QUEUE_URL'
  | 'THUMBNAILS_QUEUE_URL'
  | 'THUMBNAILS_DEAD_LETTER_QUEUE_URL'
>;

/** Exports the depth of the queues that are configured. */
export function watchQueues(
  config: QueueSettings,
  { logger, metrics }: { logger: Pick<Logger, 'warn'>; metrics: Metrics },
): { close(): void } {
  const urls = {
    originals: config.ORIGINALS_QUEUE_URL,
    'originals-dead-letter': config.ORIGINALS_DEAD_LETTER_QUEUE_URL,
    thumbnails: config.THUMBNAILS_QUEUE_URL,
    'thumbnails-dead-letter': config.THUMBNAILS_DEAD_LETTER_QUEUE_URL,
  };
  const client = createSqsClient(createAwsClientOptions(config));
  const queues = Object.entries(urls).flatMap(([name, url]) =>
    url === undefined ? [] : [[name, (signal: AbortSignal) => readQueueDepth(client, url, signal)] as const],
  );
  exportQueueDepths(metrics, {
    queues: Object.fromEntries(queues),
    onError: (queue, error) =>
      logger.warn({ queue, ...describeError(error) }, 'reading the queue depth failed'),
  });
  return { close: () => client.destroy() };
}
