import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import {
  chooseOutcome,
  type FailureReason,
  failureNotifiedKey,
  notifiedKey,
  outcomePrefix,
  parseOutcomeKey,
} from '@proofsheet/photos';

/** A photo that somebody has to hear of. */
export type Photo = { readonly key: string; readonly original: ObjectHead } & Status;

export type Status =
  | { readonly status: 'ready'; readonly thumbnail: ObjectHead }
  | { readonly status: 'failed'; readonly reason: FailureReason };

/** Why nobody has to hear of a photo. */
export const silences = ['notified before', 'gone', 'too old'] as const;
export type Silence = (typeof silences)[number];

export type Look = { readonly photo: Photo } | { readonly silence: Silence };

export interface LookAtPhotoOptions {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  /** Originals older than this are announced to nobody, in milliseconds. */
  readonly announceWithinMs: number;
  /** Whether people hear of photos that could not be processed too. */
  readonly announceFailed: boolean;
  readonly now: () => number;
}

export type LookAtPhoto = (key: string, signal: AbortSignal) => Promise<Look>;

/** Finds out whether a photo is to be announced, from what there is of it. */
export function createLookAtPhoto(options: LookAtPhotoOptions): LookAtPhoto {
  const { originals, thumbnails, derived, announceWithinMs, announceFailed, now } = options;

  return async (key, signal) => {
    const [original, thumbnail, notified] = await Promise.all([
      originals.head(key, signal),
      thumbnails.head(key, signal),
      derived.head(notifiedKey(key), signal),
    ]);
    if (!original) return { silence: 'gone' };
    if (now() - original.lastModified.getTime() > announceWithinMs) return { silence: 'too old' };
    if (thumbnail)
      return notified
        ? { silence: 'notified before' }
        : { photo: { key, original, status: 'ready', thumbnail } };
    return announceFailed ? lookAtFailure(key, original, signal) : { silence: 'gone' };
  };

  async function lookAtFailure(key: string, original: ObjectHead, signal: AbortSignal): Promise<Look> {
    const [notified, records] = await Promise.all([
      derived.head(failureNotifiedKey(key), signal),
      derived.list({ prefix: outcomePrefix(key), shallow: true }, signal),
    ]);
    const parsed = records
      .map((record) => parseOutcomeKey(record.key))
      .filter((record) => record !== undefined);
    const outcome = chooseOutcome(parsed, original.etag)?.outcome;
    const reason = outcome?.status === 'failed' ? outcome.reason : undefined;
    if (!reason) return { silence: 'gone' };
    return notified ? { silence: 'notified before' } : { photo: { key, original, status: 'failed', reason } };
  }
}
