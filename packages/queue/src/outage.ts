import { type Backoff, backoffMs } from './backoff.ts';
import type { Changes } from './changes.ts';
import type { Tell } from './consumer-events.ts';
import { describeError } from './describe-error.ts';
import type { ConsumerLogger } from './logger.ts';

/**
 * Tells a bad message from a bad time. When handlers fail one after another, something they all need is away:
 * receiving on would only use up receive counts. So receiving pauses, then one message is tried, and so on until
 * one succeeds.
 */
export interface Outage {
  /** How many of the free slots may be filled now. */
  limit(free: number): number;
  /** False while it is worth while to receive. */
  paused(): boolean;
  /** So many messages are about to be handled. */
  received(count: number): void;
  succeeded(): void;
  failed(error: unknown): void;
  /** A message ended in a way that says nothing about the time. */
  undecided(): void;
  /** No more pauses. */
  stop(): void;
}

export interface OutageOptions {
  /** Failures in a row that make an outage. */
  readonly threshold: number;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly tell: Tell;
  readonly random: () => number;
}

const PAUSE: Backoff = { firstMs: 1_000, longestMs: 30_000 };

/** `pause`: nothing is received. `try`: one message may be received. `verdict`: it is being handled. */
type Phase = 'none' | 'pause' | 'try' | 'verdict';

export function createOutage({ threshold, changes, logger, tell, random }: OutageOptions): Outage {
  let phase: Phase = 'none';
  let failures = 0;
  let pauses = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function limit(free: number): number {
    if (phase === 'none') return free;
    return phase === 'try' ? Math.min(1, free) : 0;
  }

  function enter(next: Phase): void {
    phase = next;
    changes.announce();
  }

  function pause(): void {
    pauses += 1;
    timer = setTimeout(() => enter('try'), backoffMs(PAUSE, pauses, random));
    enter('pause');
  }

  function failed(error: unknown): void {
    failures += 1;
    if (stopped || phase === 'pause' || failures < threshold) return;
    if (phase === 'none') {
      logger.error(
        { failures, ...describeError(error) },
        'handlers fail one after another: receiving pauses',
      );
      tell('paused');
    }
    pause();
  }

  function succeeded(): void {
    failures = 0;
    if (phase === 'none') return;
    clearTimeout(timer);
    logger.info({ pauses }, 'a handler succeeded again: receiving goes on');
    pauses = 0;
    enter('none');
    tell('resumed');
  }

  return {
    limit,
    paused: () => phase === 'pause' || phase === 'verdict',
    received: (count) => {
      if (phase === 'try' && count > 0) enter('verdict');
    },
    succeeded,
    failed,
    undecided: () => {
      if (phase === 'verdict') enter('try');
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
