import type { FailureReason } from '@proofsheet/photos';

/** What a message is about: photos of one status. */
export type Announcement = ReadyAnnouncement | FailedAnnouncement;

export interface ReadyAnnouncement {
  readonly status: 'ready';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly link: string }[];
  /** From then on a link no longer works. */
  readonly linksEnd: Date;
}

export interface FailedAnnouncement {
  readonly status: 'failed';
  /** At least one. */
  readonly photos: readonly { readonly fileName: string; readonly reason: FailureReason }[];
}

/** A message for people, within SNS's limits: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface Mail {
  /** Fewer than 100 characters and no control characters: nothing that a client sent is in it. */
  readonly subject: string;
  readonly body: string;
}

/** A mail names so many photos, and gives the number of the others. */
export const photosNamed = 5;

/** Lines of a mail that names the first few: a paragraph each, then what `more` says of the others. */
export function listFirst<T>(
  photos: readonly T[],
  describe: (photo: T) => string,
  more: (count: number) => string,
): string {
  const named = photos.slice(0, photosNamed).map(describe);
  const others = photos.length - named.length;
  return [...named, ...(others > 0 ? [more(others)] : [])].map((text) => `${text}\n`).join('\n');
}

/** The day, as people write it: of UTC, since nobody knows where the reader is. */
export function writeDay(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
