/** How long calls of an object store may take in all, retries included. Milliseconds. */
export interface CallLimits {
  /** To ask for, list or delete objects. */
  readonly answerMs: number;
  /** To read or write the bytes of one. */
  readonly transferMs: number;
}

/** A silent connection is given up after 15 s; 90 s are enough for 100 MiB at 10 Mbit/s. */
export const defaultCallLimits: CallLimits = { answerMs: 20_000, transferMs: 90_000 };
