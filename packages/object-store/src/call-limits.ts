/** Deadlines of an object store's calls, including retries. Milliseconds. */
export interface CallLimits {
  /** HEAD, list and delete. */
  readonly answerMs: number;
  /** Reading or writing the bytes of an object. */
  readonly transferMs: number;
}

/** A silent connection is closed after 15 s. 90 s are enough for 100 MiB at 10 Mbit/s. */
export const defaultCallLimits: CallLimits = { answerMs: 20_000, transferMs: 90_000 };
