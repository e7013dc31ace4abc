import type { ConsumerLogger } from './consumer-options.ts';
import { abortHandler } from './in-flight-message.ts';
import type { Batcher, MessageCall } from './message-batches.ts';
import type { Slots } from './slots.ts';
import type { Changes } from './waits.ts';

export interface DrainOptions {
  readonly slots: Slots;
  readonly deletes: Batcher<MessageCall>;
  readonly visibilityChanges: Batcher<MessageCall>;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly graceSeconds: number;
  readonly now: () => number;
  /** Whether the last long poll has ended and its messages are being returned to the queue. */
  readonly receiveEnded: () => boolean;
  /** Aborts the long poll. */
  readonly endGrace: () => void;
}

const SETTLE_MS = 2_000;
const FLUSH_MS = 5_000;

/** Finishes the messages in flight once receiving has stopped. Takes at most the grace and 7 s. */
export async function drain(options: DrainOptions): Promise<void> {
  const { slots, deletes, visibilityChanges, changes, logger, graceSeconds, now, receiveEnded, endGrace } =
    options;
  const idle = () => receiveEnded() && slots.running().length === 0;

  for (const inFlight of slots.removeWaiting()) visibilityChanges.add({ inFlight, seconds: 0 });
  if (!(await changes.until(idle, graceSeconds * 1_000))) {
    const handlers = slots.running();
    logger.warn({ handlers: handlers.length, receiveEnded: receiveEnded() }, 'grace over: aborting handlers');
    for (const inFlight of handlers) abortHandler(inFlight, 'stopping', now());
    endGrace();
    await changes.until(idle, SETTLE_MS);
  }

  let flushed = false;
  void Promise.all([deletes.flush(), visibilityChanges.flush()]).then(() => {
    flushed = true;
    changes.wake();
  });
  const whole = await changes.until(() => flushed, FLUSH_MS);
  const left = slots.running().length;
  if (left > 0 || !whole) logger.warn({ handlers: left, flushed: whole }, 'stopped with work unfinished');
}
