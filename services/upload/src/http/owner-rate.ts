import { LRUCache } from 'lru-cache';
import { ProblemError, type ProblemName } from './problem.ts';

interface OwnerRateOptions {
  /** Per window; 0 for no limit. */
  readonly max: number;
  readonly windowMs: number;
  readonly problem: ProblemName;
  /** Explanation for people, sent with 429. */
  readonly detail: string;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Takes `count` from an owner's limit for the current window: all of it, or nothing if less is left.
 * @throws ProblemError with the seconds until it would succeed in Retry-After.
 */
export type TakeFromOwner = (owner: string, count?: number) => void;

/** Maximum owners to remember. The least recently active one is forgotten. */
const maxOwners = 10_000;

/**
 * Limits the requests of each owner in a window that begins with the owner's first request. Counts in this process only:
 * with n pods the limit is n times as high.
 */
export function createOwnerRate(options: OwnerRateOptions): TakeFromOwner {
  const { max, windowMs, problem, detail, now = () => performance.now() } = options;
  if (max === 0) return () => {};
  const windows = new LRUCache<string, { readonly endsAt: number; readonly taken: number }>({
    max: maxOwners,
  });
  return (owner, count = 1) => {
    const time = now();
    const before = windows.get(owner);
    const window = before && time < before.endsAt ? before : { endsAt: time + windowMs, taken: 0 };
    const taken = window.taken + count;
    if (taken > max) {
      const headers = { 'retry-after': String(Math.ceil((window.endsAt - time) / 1000)) };
      throw new ProblemError(problem, { detail, headers });
    }
    windows.set(owner, { ...window, taken });
  };
}
