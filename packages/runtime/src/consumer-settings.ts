import { wholeNumber } from './setting-types.ts';

/** Seconds that have to be left of a visibility that began with a receive, when that receive returns. */
const marginSeconds = 10;

/** The settings of a service that consumes a queue, with the defaults that differ by service. */
export function consumerSettings(defaults: { concurrency: number; handlerSeconds: number }) {
  return {
    CONCURRENCY: wholeNumber({ min: 1, max: 64, desc: 'Messages at a time', default: defaults.concurrency }),
    RECEIVE_WAIT_SECONDS: wholeNumber({
      min: 0,
      max: 20,
      desc: 'How long one receive waits for messages',
      default: 20,
    }),
    VISIBILITY_SECONDS: wholeNumber({
      min: marginSeconds,
      max: 43_200,
      desc: 'How long a received message stays hidden unless its heartbeat goes on',
      default: 60,
    }),
    HANDLER_SECONDS: wholeNumber({
      min: 1,
      max: 840,
      desc: 'Longest time for one message',
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

/** What is wrong with these settings together. */
export function problemsOfConsumer({ RECEIVE_WAIT_SECONDS, VISIBILITY_SECONDS }: ConsumerSettings): string[] {
  return VISIBILITY_SECONDS >= RECEIVE_WAIT_SECONDS + marginSeconds
    ? []
    : [`VISIBILITY_SECONDS: must be at least ${marginSeconds} seconds longer than RECEIVE_WAIT_SECONDS`];
}

/** The same settings as the consumer takes them. Its grace lets the last receive return and its messages end. */
export function consumerOptions(settings: ConsumerSettings) {
  return {
    concurrency: settings.CONCURRENCY,
    waitSeconds: settings.RECEIVE_WAIT_SECONDS,
    visibilitySeconds: settings.VISIBILITY_SECONDS,
    handlerSeconds: settings.HANDLER_SECONDS,
    graceSeconds: graceSeconds(settings),
  };
}

/** The longest that a consumer takes to stop, in milliseconds, and some more for what it flushes at the end. */
export function consumerGraceMs(settings: ConsumerSettings): number {
  return (graceSeconds(settings) + 10) * 1000;
}

function graceSeconds({ RECEIVE_WAIT_SECONDS, HANDLER_SECONDS }: ConsumerSettings): number {
  return RECEIVE_WAIT_SECONDS + HANDLER_SECONDS + 1;
}
