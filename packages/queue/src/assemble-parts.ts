import type { Batcher } from './batcher.ts';
import { type Changes, createChanges } from './changes.ts';
import { createTell } from './consumer-events.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createHeldCalls, type HeldCall } from './held-call.ts';
import { createLoseMessage } from './lose-message.ts';
import { createOutage, type Outage } from './outage.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import { createRunHandler } from './run-handler.ts';
import { createSettle } from './settle-message.ts';
import { createSlots, type Slots } from './slots.ts';
import { createWatch } from './watch-held.ts';

/** The three steps of the end of a consumer. */
export interface EndSignals {
  /** No further receive. */
  readonly stopping: AbortSignal;
  /** No further waiting for the long poll. */
  readonly graceOver: AbortSignal;
  /** Nothing at all any more. */
  readonly closed: AbortSignal;
}

export interface Parts {
  readonly changes: Changes;
  readonly outage: Outage;
  readonly receiver: Receiver;
  readonly slots: Slots;
  readonly deletes: Batcher<HeldCall>;
  readonly returns: Batcher<HeldCall>;
  /** To be called a few times a second. */
  readonly watch: () => void;
}

const LEAST_FAILURES_OF_AN_OUTAGE = 5;

/** Creates the parts of a consumer and gives each what it needs of the others. */
export function assembleParts(options: ConsumerOptions, ends: EndSignals): Parts {
  const { sqs, handle, logger, concurrency, visibilitySeconds, handlerSeconds } = options;
  const { waitSeconds = 20, batchDelayMs: delayMs = 50 } = options;
  const { now = () => performance.now(), random = Math.random } = options;
  const { closed } = ends;

  const changes = createChanges();
  const tell = createTell(options.events ?? {}, logger);
  const threshold = Math.max(LEAST_FAILURES_OF_AN_OUTAGE, concurrency);
  const outage = createOutage({ threshold, changes, logger, tell, random });
  const loseMessage = createLoseMessage({ outage, changes, logger, tell });
  const heartbeat = createHeartbeat({ sqs, visibilitySeconds, loseMessage, logger, now, closed });

  const deletes = createHeldCalls({
    what: 'delete',
    call: (batch, signal) =>
      sqs.deleteBatch(
        batch.map(({ held }) => held.receiptHandle),
        signal,
      ),
    done: (count) => tell('deleted', count),
    ...{ delayMs, logger, now, random, closed },
  });
  const returns = createHeldCalls({
    what: 'give back',
    call: async (batch, signal) => {
      // A heartbeat under way that arrived after it would undo it.
      await heartbeat.settled();
      const entries = batch.map(({ held, seconds }) => ({ receiptHandle: held.receiptHandle, seconds }));
      return sqs.changeVisibilityBatch(entries, signal);
    },
    done: (count) => tell('returned', count),
    ...{ delayMs, logger, now, random, closed },
  });

  const settle = createSettle({ deletes, returns, outage, loseMessage, logger, tell, now, random });
  const run = createRunHandler({ handle, settle, loseMessage, tell, now, closed });
  const slots = createSlots({ concurrency, run, changes });
  const receiver = createReceiver({
    sqs,
    waitSeconds,
    visibilitySeconds,
    logger,
    tell,
    now,
    random,
    ...ends,
  });
  const watch = createWatch({ slots, heartbeat, outage, loseMessage, handlerSeconds, logger, now });
  return { changes, outage, receiver, slots, deletes, returns, watch };
}
