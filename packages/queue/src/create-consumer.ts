import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ConsumerOptions, checkOptions, createEmit } from './consumer-options.ts';
import { drain } from './drain.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createExpireMessage } from './in-flight-message.ts';
import { createMessageBatches } from './message-batches.ts';
import { createOutage } from './outage.ts';
import { createReceiver } from './receiver.ts';
import { createRunHandler } from './run-handler.ts';
import { createSlots } from './slots.ts';
import { createChanges } from './waits.ts';
import { createWatch } from './watch-messages.ts';

export interface ConsumerStatus {
  readonly slots: number;
  /** Running handlers, including aborted ones. */
  readonly busy: number;
  /** Aborted handlers that still run. */
  readonly aborted: number;
  /** Received, waiting to run alone. */
  readonly waiting: number;
  /** Receiving pauses because of an outage. */
  readonly paused: boolean;
  /** Receive errors in a row. */
  readonly receiveErrors: number;
}

export interface Consumer {
  /** Starts receiving. Does nothing if it was called before, or after `stop()`. */
  start(): void;
  /**
   * Stops receiving, returns messages that have not started, lets handlers end within the grace, flushes. Never
   * rejects; each call returns the same promise. Takes at most `graceSeconds` and 7 s.
   */
  stop(): Promise<void>;
  /**
   * False before the start, during an outage, from the third receive error in a row on, while handlers that should
   * have ended keep every message from starting, and from `stop()` on.
   */
  ready(): boolean;
  status(): ConsumerStatus;
}

/** The three steps of stopping a consumer. */
interface StopSignals {
  /** Aborted: no further receive. */
  readonly stopping: AbortSignal;
  /** Aborted: no further waiting for the long poll. */
  readonly graceOver: AbortSignal;
  /** Aborted: nothing more is sent. */
  readonly closed: AbortSignal;
}

const WATCH_MS = 250;
const ERRORS_UNTIL_NOT_READY = 3;
const MIN_FAILURES_OF_AN_OUTAGE = 5;
const STUCK_SECONDS = 60;

/**
 * Receives the messages of one queue and hands them to `handle`, up to `concurrency` at a time. A message is deleted
 * only when its handler returned while the message was surely still in flight; in every other case it is redelivered.
 * A message may therefore be handled more than once, but never less.
 *
 * @throws RangeError when an option is out of its bounds
 */
export function createConsumer(options: ConsumerOptions): Consumer {
  checkOptions(options);
  const stopping = new AbortController();
  const graceOver = new AbortController();
  const closed = new AbortController();
  const signals = { stopping: stopping.signal, graceOver: graceOver.signal, closed: closed.signal };
  const { changes, outage, receiver, slots, deletes, visibilityChanges, watch, now } = createParts(
    options,
    signals,
  );
  const { logger, concurrency, graceSeconds, gatherMs = 0 } = options;
  let watching: ReturnType<typeof setInterval> | undefined;
  let receiving = false;
  let stopped: Promise<void> | undefined;

  async function receiveUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      // The slots of handlers that end in the same turn of the event loop are filled by the same receive.
      await nextTurn();
      if (stopping.signal.aborted) break;
      await gatherSlots();
      const free = outage.limit(slots.free());
      if (free <= 0) await changes.next();
      else await receive(free);
    }
    receiving = false;
    changes.wake();
  }

  /** While other messages are being handled, a receive for several costs no more than one for a single message. */
  async function gatherSlots(): Promise<void> {
    const enough = () =>
      stopping.signal.aborted || slots.running().length === 0 || slots.free() >= concurrency / 2;
    if (gatherMs > 0 && slots.free() > 0 && !enough()) await changes.until(enough, gatherMs);
  }

  async function receive(free: number): Promise<void> {
    const batch = await receiver.receive(free);
    if (stopping.signal.aborted) {
      for (const inFlight of batch) visibilityChanges.add({ inFlight, seconds: 0 });
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
    changes.wake();
    const receiveEnded = () => !receiving;
    const endGrace = () => graceOver.abort();
    const parts = { slots, deletes, visibilityChanges, changes, logger, now };
    await drain({ ...parts, graceSeconds, receiveEnded, endGrace });
    clearInterval(watching);
    closed.abort();
    // Drops deletes that a handler added during the flush, so that no timer is left.
    await Promise.all([deletes.flush(), visibilityChanges.flush()]);
  }

  return {
    start,
    stop: () => {
      stopped ??= end();
      return stopped;
    },
    ready: () =>
      receiving &&
      !stopping.signal.aborted &&
      !outage.paused() &&
      !slots.blocked() &&
      receiver.errors() < ERRORS_UNTIL_NOT_READY,
    status: () => ({
      slots: concurrency,
      busy: slots.running().length,
      aborted: slots.running().filter(({ abortedAt }) => abortedAt !== undefined).length,
      waiting: slots.waiting().length,
      paused: outage.paused(),
      receiveErrors: receiver.errors(),
    }),
  };
}

/** Creates the parts of a consumer and connects them. */
function createParts(options: ConsumerOptions, signals: StopSignals) {
  const { sqs, handle, logger, concurrency, visibilitySeconds, handlerSeconds } = options;
  const { waitSeconds = 20, batchDelayMs: delayMs = 50, stuckSeconds = STUCK_SECONDS } = options;
  const { now = () => performance.now(), random = Math.random, onStuck = () => {} } = options;
  const { closed } = signals;

  const changes = createChanges();
  const emit = createEmit(options.events ?? {}, logger);
  const threshold = Math.max(MIN_FAILURES_OF_AN_OUTAGE, concurrency);
  const outage = createOutage({ threshold, changes, logger, emit, random });
  const expireMessage = createExpireMessage({ outage, changes, logger, emit, now });
  const heartbeat = createHeartbeat({ sqs, visibilitySeconds, expireMessage, logger, now, closed });

  const batches = { delayMs, logger, now, random, closed };
  const deletes = createMessageBatches({
    ...batches,
    what: 'delete',
    call: (batch, signal) =>
      sqs.deleteBatch(
        batch.map(({ inFlight }) => inFlight.receiptHandle),
        signal,
      ),
    done: (count) => emit('deleted', count),
  });
  const visibilityChanges = createMessageBatches({
    ...batches,
    what: 'visibility change',
    call: async (batch, signal) => {
      // A heartbeat under way that arrived after this change would undo it.
      await heartbeat.settled();
      const entries = batch.map(({ inFlight: { receiptHandle }, seconds }) => ({ receiptHandle, seconds }));
      return sqs.changeVisibilityBatch(entries, signal);
    },
    done: (count) => emit('returned', count),
  });

  const shared = { logger, emit, now, random, outage, expireMessage, closed };
  const run = createRunHandler({ ...shared, handle, deletes, visibilityChanges });
  const slots = createSlots({ concurrency, run, changes });
  const receiver = createReceiver({
    ...{ sqs, waitSeconds, visibilitySeconds, logger, emit, now, random },
    ...signals,
  });
  const watch = createWatch({
    ...{ slots, heartbeat, outage, expireMessage, logger, now },
    ...{ handlerSeconds, stuckSeconds, onStuck },
  });
  return { changes, outage, receiver, slots, deletes, visibilityChanges, watch, now };
}
