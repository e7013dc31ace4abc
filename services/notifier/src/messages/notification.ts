import type { FailureReason } from '@proofsheet/photos';

/** What people are notified of: photos of one status. */
export type Notification = ReadyNotification | FailedNotification;

export interface ReadyNotification {
  readonly status: 'ready';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly link: string }[];
  /** When the first of the links stops working; undefined if they work as long as the photos exist. */
  readonly linksEnd: Date | undefined;
}

export interface FailedNotification {
  readonly status: 'failed';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly reason: FailureReason }[];
}

/** An email, within SNS's limits: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface Email {
  /** Fewer than 100 characters and no control characters: it contains nothing that a client sent. */
  readonly subject: string;
  readonly body: string;
}

/** An email names this many photos, and gives the number of the others. */
export const photosNamed = 5;

/** The part of an email that names the first few photos: a paragraph each, then what `more` says of the others. */
export function listFirst<T>(
  photos: readonly T[],
  describe: (photo: T) => string,
  more: (count: number) => string,
): string {
  const named = photos.slice(0, photosNamed).map(describe);
  const others = photos.length - named.length;
  return [...named, ...(others > 0 ? [more(others)] : [])].map((text) => `${text}\n`).join('\n');
}

/** The day as people write it. In UTC, because the reader's time zone is unknown. */
export function writeDay(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
