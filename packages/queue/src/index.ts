export { type AbortCause, HandlerAbortedError } from './abort-handler.ts';
export type { ConsumerEvents } from './consumer-events.ts';
export type { ConsumerOptions } from './consumer-options.ts';
export { type Consumer, type ConsumerStatus, createConsumer } from './create-consumer.ts';
export { createSqsPort } from './create-sqs-port.ts';
export { describeError, type ErrorFields } from './describe-error.ts';
export { RetryAfterError, UnreadableError } from './handler-errors.ts';
export type { ConsumerLogger } from './logger.ts';
export type { Handle, HandlerContext, QueueMessage } from './message.ts';
export { createConsumerMetrics } from './metrics/create-consumer-metrics.ts';
export type {
  ReceivedMessage,
  ReceiveRequest,
  RefusedEntry,
  SqsPort,
  VisibilityChange,
} from './sqs-port.ts';
export { traceHandle } from './trace-handle.ts';
