import { causeOf, describeError, type ErrorCause } from '@proofsheet/runtime/metrics';
import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { HandlerAbortedError } from './handler.ts';
import { type Backoff, backoffMs, type Changes } from './waits.ts';

/**
 * Detects outages. If handlers fail one after another because S3, SQS, SNS or the credentials fail, receiving more messages
 * would only use up their receive counts. So receiving pauses, then one message is tried, and so on until one succeeds. A
 * failure of a message itself never counts: any client can cause those.
 */
export interface Outage {
  /** Number of free slots that may be filled now. */
  limit(free: number): number;
  /** Whether receiving is paused. */
  paused(): boolean;
  /** Called with the number of messages about to be handled. */
  received(count: number): void;
  succeeded(): void;
  failed(error: unknown): void;
  /** A message ended without evidence for or against an outage. */
  undecided(): void;
  /** Ends pauses for good. */
  stop(): void;
}

export interface OutageOptions {
  /** Failures in a row that make an outage. */
  readonly threshold: number;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly emit: Emit;
  readonly random: () => number;
}

const PAUSE: Backoff = { firstMs: 1_000, maxMs: 30_000 };

/** Causes that affect every message. `timeout` is a call without an answer within its deadline. */
const SHARED_CAUSES: readonly ErrorCause[] = [
  'credentials',
  'access-denied',
  'throttled',
  'tls',
  'network',
  'timeout',
  'server',
];

/** `pause`: nothing is received. `try`: one message may be received. `verdict`: it is being handled. */
type Phase = 'none' | 'pause' | 'try' | 'verdict';

export function createOutage({ threshold, changes, logger, emit, random }: OutageOptions): Outage {
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
    changes.wake();
  }

  function pause(): void {
    pauses += 1;
    timer = setTimeout(() => enter('try'), backoffMs(PAUSE, pauses, random));
    enter('pause');
  }

  function failed(error: unknown): void {
    if (!isShared(error)) {
      undecided();
      return;
    }
    failures += 1;
    if (stopped || phase === 'pause' || failures < threshold) return;
    if (phase === 'none') {
      logger.error({ failures, ...describeError(error) }, 'outage: receiving paused');
      emit('paused');
    }
    pause();
  }

  function succeeded(): void {
    failures = 0;
    if (phase === 'none') return;
    clearTimeout(timer);
    logger.info({ pauses }, 'outage over: receiving resumed');
    pauses = 0;
    enter('none');
    emit('resumed');
  }

  function undecided(): void {
    if (phase === 'verdict') enter('try');
  }

  return {
    limit,
    paused: () => phase === 'pause' || phase === 'verdict',
    received: (count) => {
      if (phase === 'try' && count > 0) enter('verdict');
    },
    succeeded,
    failed,
    undecided,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** An aborted handler was slow. If a call was the reason, the deadline of that call reports it. */
function isShared(error: unknown): boolean {
  return !(error instanceof HandlerAbortedError) && SHARED_CAUSES.includes(causeOf(error));
}
