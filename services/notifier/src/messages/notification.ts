import type { FailureReason } from '@proofsheet/photos';

/** A notification for people: photos of one status. */
export type Notification = ReadyNotification | FailedNotification;

export interface ReadyNotification {
  readonly status: 'ready';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly link: string }[];
  /** The day when the first of the links stops working; undefined if they work as long as the photos exist. */
  readonly linksEnd: string | undefined;
}

export interface FailedNotification {
  readonly status: 'failed';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly reason: FailureReason }[];
}

/** An email, within SNS's limits: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface Email {
  /** Fewer than 100 characters without control characters. It contains no text from clients. */
  readonly subject: string;
  readonly body: string;
}

/** Number of photos that an email lists. It only counts the others. */
export const photosNamed = 5;

/** The part of an email that lists the first photos: one paragraph each, then `more` for the others. */
export function listFirst<T>(
  photos: readonly T[],
  describe: (photo: T) => string,
  more: (count: number) => string,
): string {
  const named = photos.slice(0, photosNamed).map(describe);
  const others = photos.length - named.length;
  return [...named, ...(others > 0 ? [more(others)] : [])].map((text) => `${text}\n`).join('\n');
}

/** Formats days for people, in UTC because the reader's time zone is unknown. */
export function createDayWriter(language: string): (date: Date) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (date) => {
    // Creating a formatter takes milliseconds.
    format ??= new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    return format.format(date);
  };
}
