export type { ConsumerEvents, ConsumerLogger, ConsumerOptions } from './consumer-options.ts';
export { type Consumer, type ConsumerStatus, createConsumer } from './create-consumer.ts';
export {
  type AbortCause,
  type Handle,
  HandlerAbortedError,
  type HandlerContext,
  type QueueMessage,
  RetryAfterError,
  UnreadableError,
} from './handler.ts';
export { createConsumerMetrics } from './metrics/create-consumer-metrics.ts';
export {
  createSqsClient,
  createSqsPort,
  SQS_BATCH_SIZE,
  type ReceivedMessage,
  type ReceiveRequest,
  type RefusedEntry,
  type SqsPort,
  type VisibilityChange,
} from './sqs-port.ts';
export { exitWhenStuck } from './watch-messages.ts';
