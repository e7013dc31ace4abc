import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { callWithin } from '@proofsheet/runtime/calls';
import { causeOf, countBy, errorCauses } from '@proofsheet/runtime/metrics';
import { Gauge, type Registry } from 'prom-client';

/** Messages of a queue by state. */
export const queueStates = ['visible', 'in-flight', 'delayed'] as const;

/**
 * Visible, in-flight and delayed messages. SQS counts approximately.
 */
export type QueueDepth = Readonly<Record<(typeof queueStates)[number], number>>;

/**
 * Reads how many messages are in a queue. Throws the SDK's errors.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function readQueueDepth(
  client: SQSClient,
  queueUrl: string,
  signal?: AbortSignal,
): Promise<QueueDepth> {
  const command = new GetQueueAttributesCommand({
    QueueUrl: queueUrl,
    AttributeNames: [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ],
  });
  const { Attributes } = await client.send(command, signal ? { abortSignal: signal } : {});
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages),
    'in-flight': Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed),
  };
}

type AskDepth = (signal: AbortSignal) => Promise<QueueDepth>;

export interface QueueDepthOptions {
  /** Queues by name, from a closed list. */
  readonly queues: Readonly<Record<string, AskDepth>>;
  /** Called with the reason when a queue could not be read. */
  readonly onError?: (queue: string, error: unknown) => void;
  /** Milliseconds, for tests. */
  readonly now?: () => number;
}

/** Minimum time between two reads of the queues, regardless of the scrape rate. Milliseconds. */
const leastMs = 5_000;

/** A scrape has 10 s by default: a queue that does not answer must not fail the whole scrape. Milliseconds. */
const answerMs = 2_000;

/**
 * Exports the number of messages in queues, read at each scrape. If reading a queue fails, its series are left out, because
 * the last value would look current.
 */
export function exportQueueDepths(registry: Registry, options: QueueDepthOptions): void {
  const { queues, onError = () => {}, now = () => performance.now() } = options;
  const { signal: never } = new AbortController();
  const countError = countBy(registry, {
    name: 'proofsheet_queue_read_errors_total',
    help: 'Failed reads of the number of messages in a queue',
    label: 'cause',
    values: errorCauses,
  });
  const gauge = new Gauge({
    name: 'proofsheet_queue_messages',
    help: 'Messages that are visible, in flight or delayed in `originals`, `thumbnails` or their `-dead-letter` queues, as counted approximately by SQS. Every pod exports the same numbers',
    labelNames: ['queue', 'state'],
    registers: [registry],
    collect: () => readIfDue(),
  });
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<unknown> = Promise.resolve();

  async function readIfDue(): Promise<void> {
    if (now() - readAt >= leastMs) {
      readAt = now();
      reading = Promise.all(Object.entries(queues).map(([queue, ask]) => read(queue, ask)));
    }
    await reading;
  }

  async function read(queue: string, ask: AskDepth): Promise<void> {
    try {
      const depth = await callWithin(answerMs, never, ask);
      for (const state of queueStates) gauge.set({ queue, state }, depth[state]);
    } catch (error) {
      for (const state of queueStates) gauge.remove({ queue, state });
      countError(causeOf(error));
      onError(queue, error);
    }
  }
}
