import { wholeNumber } from './setting-types.ts';

/** Visibility that must remain when a receive returns, in seconds: the timeout starts when SQS picks the message. */
const marginSeconds = 10;

/** The settings of a service that consumes a queue. Their defaults differ by service. */
export function consumerSettings(defaults: { concurrency: number; handlerSeconds: number }) {
  return {
    CONCURRENCY: wholeNumber({
      min: 1,
      max: 64,
      desc: 'Messages handled at the same time',
      default: defaults.concurrency,
    }),
    RECEIVE_WAIT_SECONDS: wholeNumber({
      min: 0,
      max: 20,
      desc: 'Long-poll wait of one receive, in seconds',
      default: 20,
    }),
    VISIBILITY_SECONDS: wholeNumber({
      min: marginSeconds,
      max: 43_200,
      desc: 'Visibility timeout, in seconds; heartbeats extend it while a message is handled',
      default: 60,
    }),
    HANDLER_SECONDS: wholeNumber({
      min: 1,
      max: 840,
      desc: 'Time limit for one message, in seconds',
      default: defaults.handlerSeconds,
    }),
  };
}

interface ConsumerSettings {
  readonly CONCURRENCY: number;
  readonly RECEIVE_WAIT_SECONDS: number;
  readonly VISIBILITY_SECONDS: number;
  readonly HANDLER_SECONDS: number;
}

/** Problems of these settings in combination. */
export function problemsOfConsumer({ RECEIVE_WAIT_SECONDS, VISIBILITY_SECONDS }: ConsumerSettings): string[] {
  return VISIBILITY_SECONDS >= RECEIVE_WAIT_SECONDS + marginSeconds
    ? []
    : [`VISIBILITY_SECONDS: must be at least ${marginSeconds} seconds longer than RECEIVE_WAIT_SECONDS`];
}

/** The settings as consumer options. The grace period covers the last receive and the handlers of its messages. */
export function consumerOptions(settings: ConsumerSettings) {
  return {
    concurrency: settings.CONCURRENCY,
    waitSeconds: settings.RECEIVE_WAIT_SECONDS,
    visibilitySeconds: settings.VISIBILITY_SECONDS,
    handlerSeconds: settings.HANDLER_SECONDS,
    graceSeconds: graceSeconds(settings),
  };
}

/** Time limit for stopping a consumer, in milliseconds, including its final flush. */
export function consumerGraceMs(settings: ConsumerSettings): number {
  return (graceSeconds(settings) + 10) * 1000;
}

function graceSeconds({ RECEIVE_WAIT_SECONDS, HANDLER_SECONDS }: ConsumerSettings): number {
  return RECEIVE_WAIT_SECONDS + HANDLER_SECONDS + 1;
}
