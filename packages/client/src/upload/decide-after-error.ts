import { ApiError, NoAnswer } from '../api-error.ts';
import { StorageError } from './transport.ts';

/** Why sending failed for good. */
export type SendFailureKind = 'not-a-photo' | 'too-large' | 'unreadable' | 'refused' | 'server';

export interface SendFailure {
  readonly kind: SendFailureKind;
  /** What the service said, for people who ask why. */
  readonly title?: string;
  /** To be named to an operator. */
  readonly requestId?: string;
}

/** What happens to an upload whose sending failed. */
export type Decision =
  /** Again after `wait` ms; it counts as an attempt. */
  | { readonly next: 'retry'; readonly wait: number }
  /** Again when the network is back or after `wait` ms; no attempt is used up. */
  | { readonly next: 'wait-for-network'; readonly wait: number }
  /** Again with a new URL. */
  | { readonly next: 'sign-again'; readonly wait: number }
  /** Again once the person is signed in. */
  | { readonly next: 'sign-in' }
  | { readonly next: 'fail'; readonly failure: SendFailure };

export const maxAttempts = 8;
const firstWait = 1000;
const longestWait = 60_000;

/** Waits twice as long after each attempt, with full jitter, so that many clients don't come back at once. */
export function backOff(attempts: number, random: () => number): number {
  return Math.round(Math.min(longestWait, firstWait * 2 ** attempts) * (0.5 + random() / 2));
}

/** `attempts` failed before this one. */
export function decideAfterError(error: unknown, attempts: number, random: () => number): Decision {
  const wait = backOff(attempts, random);
  const last = attempts + 1 >= maxAttempts;
  if (error instanceof NoAnswer) return { next: 'wait-for-network', wait };
  if (error instanceof StorageError) return afterStorageError(error, wait, last);
  if (error instanceof ApiError) return afterApiError(error, wait, last);
  if (error instanceof DOMException && error.name === 'NotReadableError') return fail({ kind: 'unreadable' });
  if (error instanceof DOMException && error.name === 'NotFoundError') return fail({ kind: 'unreadable' });
  return last ? fail({ kind: 'server', title: describe(error) }) : { next: 'retry', wait };
}

function afterStorageError({ status }: StorageError, wait: number, last: boolean): Decision {
  if (last) return fail({ kind: 'server', title: `S3: ${status}` });
  // An expired or unknown signature; the clock of the device does not matter, S3's does.
  if (status === 403 || status === 400) return { next: 'sign-again', wait };
  return { next: 'retry', wait };
}

function afterApiError(error: ApiError, wait: number, last: boolean): Decision {
  const { status, code, message, requestId } = error;
  const details = { title: message, ...(requestId !== undefined && { requestId }) };
  if (status === 401) return { next: 'sign-in' };
  if (status === 429 || status === 503) {
    return last ? fail({ kind: 'server', ...details }) : { next: 'retry', wait: error.retryAfter ?? wait };
  }
  if (status >= 500 || status === 408) {
    return last ? fail({ kind: 'server', ...details }) : { next: 'retry', wait };
  }
  if (code === 'content-type-refused') return fail({ kind: 'not-a-photo', ...details });
  if (code === 'photo-too-large') return fail({ kind: 'too-large', ...details });
  return fail({ kind: 'refused', ...details });
}

function fail(failure: SendFailure): Decision {
  return { next: 'fail', failure };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
