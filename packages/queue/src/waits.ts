/** A wait that doubles with every failure in a row. */
export interface Backoff {
  readonly firstMs: number;
  /** Before jitter. */
  readonly maxMs: number;
}

/** Redelivery of a failed message. The cap is before jitter, so that 15 minutes is the maximum after it. */
const REDELIVERY: Backoff = { firstMs: 15_000, maxMs: 750_000 };

/**
 * Milliseconds to wait after `failures` failures in a row (1, 2, …): doubling, capped, then spread evenly over 80 to 120 %,
 * so that operations that failed together are not retried together.
 */
export function backoffMs({ firstMs, maxMs }: Backoff, failures: number, random: () => number): number {
  const nominal = Math.min(maxMs, firstMs * 2 ** (failures - 1));
  return nominal * (0.8 + 0.4 * random());
}

/**
 * Whole seconds until a failed message is redelivered: about 15, 30, 60, 120, 240, 480 and then 750, each ±20 %.
 * Eight receives take 28 minutes on average, so that no shorter outage sends healthy messages to the dead-letter queue.
 */
export function redeliverySeconds(receiveCount: number, random: () => number): number {
  return Math.round(backoffMs(REDELIVERY, receiveCount, random) / 1_000);
}

/** Waits `ms` milliseconds, or less if the signal is aborted. Never rejects. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  const timer = setTimeout(wake, ms);
  signal.addEventListener('abort', wake, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', wake);
}

/** Lets parts of the consumer wait until another part has changed something. */
export interface Changes {
  wake(): void;
  /** Resolves at the next change. */
  next(): Promise<void>;
  /** Waits until `condition` holds, at most `maxMs` milliseconds, and returns whether it does. */
  until(condition: () => boolean, maxMs: number): Promise<boolean>;
}

export function createChanges(): Changes {
  let waiting: PromiseWithResolvers<void> | undefined;

  function wake(): void {
    waiting?.resolve();
    waiting = undefined;
  }

  function next(): Promise<void> {
    waiting ??= Promise.withResolvers<void>();
    return waiting.promise;
  }

  async function until(condition: () => boolean, maxMs: number): Promise<boolean> {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      wake();
    }, maxMs);
    while (!condition() && !over) await next();
    clearTimeout(timer);
    return condition();
  }

  return { wake, next, until };
}
