import { abortHandler } from './abort-handler.ts';
import type { Batcher } from './batcher.ts';
import type { Changes } from './changes.ts';
import type { HeldCall } from './held-call.ts';
import type { ConsumerLogger } from './logger.ts';
import type { Slots } from './slots.ts';

export interface DrainOptions {
  readonly slots: Slots;
  readonly deletes: Batcher<HeldCall>;
  readonly returns: Batcher<HeldCall>;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly graceSeconds: number;
  /** Whether the last long poll has returned and what it brought is on its way back. */
  readonly receiveEnded: () => boolean;
  /** Ends the long poll by force. */
  readonly endGrace: () => void;
}

const SETTLE_MS = 2_000;
const FLUSH_MS = 5_000;

/** Empties the consumer after it has been told to receive no more. Takes at most the grace and 7 s. */
export async function drain(options: DrainOptions): Promise<void> {
  const { slots, deletes, returns, changes, logger, graceSeconds, receiveEnded, endGrace } = options;
  const idle = () => receiveEnded() && slots.running().length === 0;

  for (const held of slots.removeWaiting()) returns.add({ held, seconds: 0 });
  if (!(await changes.until(idle, graceSeconds * 1_000))) {
    const handlers = slots.running();
    logger.warn({ handlers: handlers.length, receiveEnded: receiveEnded() }, 'the grace is over');
    for (const held of handlers) abortHandler(held, 'stopping');
    endGrace();
    await changes.until(idle, SETTLE_MS);
  }

  let flushed = false;
  void Promise.all([deletes.flush(), returns.flush()]).then(() => {
    flushed = true;
    changes.announce();
  });
  const whole = await changes.until(() => flushed, FLUSH_MS);
  const left = slots.running().length;
  if (left > 0 || !whole)
    logger.warn({ handlers: left, flushed: whole }, 'stopped with something left undone');
}
