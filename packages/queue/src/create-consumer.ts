import { setImmediate as nextTurn } from 'node:timers/promises';
import { whyAborted } from './abort-handler.ts';
import { assembleParts } from './assemble-parts.ts';
import { type ConsumerOptions, checkOptions } from './consumer-options.ts';
import { drain } from './drain.ts';

export interface ConsumerStatus {
  readonly slots: number;
  /** Handlers that have not ended, aborted ones included. */
  readonly busy: number;
  /** Of these, the aborted ones. One that stays here is stuck, and its slot with it. */
  readonly aborted: number;
  /** Held, waiting to run alone. */
  readonly waiting: number;
  /** Receiving pauses because handlers fail one after another. */
  readonly paused: boolean;
  /** Receive errors in a row. */
  readonly receiveErrors: number;
}

export interface Consumer {
  /** Begins to receive. Does nothing when it was called before, or after `stop()`. */
  start(): void;
  /**
   * Receives no more, gives back what has not started, lets handlers end within the grace, flushes. Never rejects;
   * each call returns the same promise. Takes at most `graceSeconds` and 7 s.
   */
  stop(): Promise<void>;
  /** False before the start, during an outage, from the third receive error in a row on, and from `stop()` on. */
  ready(): boolean;
  status(): ConsumerStatus;
}

const WATCH_MS = 250;
const ERRORS_UNTIL_NOT_READY = 3;

/**
 * Receives the messages of one queue and hands them to `handle`, up to `concurrency` at a time. A message is deleted
 * only when its handler returned while the message was surely still in flight for us; in every other case it comes
 * back. A message may therefore be handled more than once, and never less.
 *
 * @throws RangeError when an option is out of its bounds
 */
export function createConsumer(options: ConsumerOptions): Consumer {
  checkOptions(options);
  const stopping = new AbortController();
  const graceOver = new AbortController();
  const closed = new AbortController();
  const ends = { stopping: stopping.signal, graceOver: graceOver.signal, closed: closed.signal };
  const { changes, outage, receiver, slots, deletes, returns, watch } = assembleParts(options, ends);
  const { logger, concurrency, graceSeconds, gatherMs = 0 } = options;
  let watching: ReturnType<typeof setInterval> | undefined;
  let receiving = false;
  let stopped: Promise<void> | undefined;

  async function receiveUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Handlers that end in the same turn of the event loop leave their slots to the same receive.
      await nextTurn();
      if (stopping.signal.aborted) break;
      await gatherSlots();
      const free = outage.limit(slots.free());
      if (free <= 0) await changes.next();
      else await receive(free);
    }
    receiving = false;
    changes.announce();
  }

  /** While others are at work, a receive for several messages costs no more than one for a single message. */
  async function gatherSlots(): Promise<void> {
    const enough = () =>
      stopping.signal.aborted || slots.running().length === 0 || slots.free() >= concurrency / 2;
    if (gatherMs > 0 && slots.free() > 0 && !enough()) await changes.until(enough, gatherMs);
  }

  async function receive(free: number): Promise<void> {
    const batch = await receiver.receive(free);
    if (stopping.signal.aborted) {
      for (const held of batch) returns.add({ held, seconds: 0 });
      return;
    }
    outage.received(batch.length);
    slots.fill(batch);
  }

  function start(): void {
    if (receiving || stopping.signal.aborted) return;
    receiving = true;
    watching = setInterval(watch, WATCH_MS);
    void receiveUntilStopped();
  }

  async function end(): Promise<void> {
    stopping.abort();
    outage.stop();
    changes.announce();
    const receiveEnded = () => !receiving;
    const endGrace = () => graceOver.abort();
    await drain({ slots, deletes, returns, changes, logger, graceSeconds, receiveEnded, endGrace });
    clearInterval(watching);
    closed.abort();
    // Gives up what a handler added while the rest was flushed, so that no timer is left.
    await Promise.all([deletes.flush(), returns.flush()]);
  }

  return {
    start,
    stop: () => {
      stopped ??= end();
      return stopped;
    },
    ready: () =>
      receiving && !stopping.signal.aborted && !outage.paused() && receiver.errors() < ERRORS_UNTIL_NOT_READY,
    status: () => ({
      slots: concurrency,
      busy: slots.running().length,
      aborted: slots.running().filter((held) => whyAborted(held) !== undefined).length,
      waiting: slots.waiting().length,
      paused: outage.paused(),
      receiveErrors: receiver.errors(),
    }),
  };
}
