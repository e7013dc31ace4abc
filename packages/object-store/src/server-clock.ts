/** A clock for signatures, corrected by the server's. */
export interface ServerClock {
  now(): Date;
  /** Compares the machine's clock with the `Date` header of an answer. */
  note(date: string | undefined): void;
}

/**
 * S3 refuses signatures that are more than 15 minutes off. Small differences are the duration of the request.
 * Milliseconds. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */
const ignoredMs = 240_000;

/** Corrects the machine's clock by the server's once they differ by 4 minutes or more. */
export function createServerClock(now: () => number = Date.now): ServerClock {
  let offset = 0;
  return {
    now: () => new Date(now() + offset),
    note(date) {
      const difference = Date.parse(date ?? '') - now();
      if (!Number.isNaN(difference)) offset = Math.abs(difference) < ignoredMs ? 0 : difference;
    },
  };
}
