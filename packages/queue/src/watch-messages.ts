import type { ConsumerLogger } from './consumer-options.ts';
import type { QueueMessage } from './handler.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { ExpireMessage } from './in-flight-message.ts';
import { abortHandler, type InFlightMessage, whyAborted } from './in-flight-message.ts';
import type { Outage } from './outage.ts';
import type { Slots } from './slots.ts';

export interface WatchOptions {
  readonly slots: Slots;
  readonly heartbeat: Heartbeat;
  readonly outage: Outage;
  readonly expireMessage: ExpireMessage;
  readonly handlerSeconds: number;
  readonly stuckSeconds: number;
  readonly onStuck: (message: QueueMessage) => void;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
}

/**
 * Returns the function for the consumer's only timer. It aborts handlers that take too long or whose message may have
 * expired, reports a handler that does not end after its abort, and keeps the other messages in flight.
 */
export function createWatch(options: WatchOptions): () => void {
  const { slots, heartbeat, outage, expireMessage, handlerSeconds, stuckSeconds, logger, now } = options;
  let stuck = false;

  function check(inFlight: InFlightMessage, time: number): void {
    const { heldUntil, startedAt } = inFlight;
    if (time >= heldUntil) expireMessage(inFlight, 'the visibility timeout may have ended');
    else if (startedAt !== undefined && time - startedAt >= handlerSeconds * 1_000) abortLate(inFlight, time);
  }

  function abortLate(inFlight: InFlightMessage, time: number): void {
    abortHandler(inFlight, 'late', time);
    const { id, receiveCount } = inFlight.message;
    logger.warn({ messageId: id, receiveCount, handlerSeconds }, 'handler too slow: aborted');
    outage.undecided();
  }

  function reportStuck(time: number): void {
    const found = slots
      .running()
      .find(({ abortedAt }) => abortedAt !== undefined && time - abortedAt >= stuckSeconds * 1_000);
    if (stuck || found === undefined) return;
    stuck = true;
    const { id, receiveCount } = found.message;
    const fields = { messageId: id, receiveCount, stuckSeconds, cause: whyAborted(found) };
    logger.error(fields, 'handler stuck: it did not end after its abort');
    options.onStuck(found.message);
  }

  return () => {
    const time = now();
    const isLive = (each: InFlightMessage) => each.abortedAt === undefined;
    const live = [...slots.running(), ...slots.waiting()].filter(isLive);
    for (const each of live) check(each, time);
    // The message of an aborted handler gets no heartbeat, so that it is redelivered even if the handler never ends.
    heartbeat.beatIfDue(live.filter(isLive));
    reportStuck(time);
  };
}

/**
 * Ends this process because a handler or a decoder is stuck: finishes the other messages within the grace period, then kills
 * the process. A regular exit would wait for the thread of the stuck native code. The first process of a PID namespace
 * ignores a SIGKILL from within, so a container needs another first process: `shareProcessNamespace` in Kubernetes, `--init`
 * in Docker.
 */
export function exitWhenStuck(
  consumer: { stop(): Promise<void> },
  logger: Pick<ConsumerLogger, 'error'>,
  what: string,
): void {
  logger.error({ what }, 'stuck: exiting; in-flight messages will be redelivered');
  void consumer.stop().finally(() => process.kill(process.pid, 'SIGKILL'));
}
