import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import { chooseOutcome, outcomePrefix, parseOutcomeKey, readThumbnailMetadata } from '@proofsheet/photos';
import type { Photo, Silence } from './photo.ts';

export type Look = { readonly photo: Photo } | { readonly silence: Silence };

export interface LookAtPhotoOptions {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  /** People are not notified about originals older than this, in milliseconds. */
  readonly notifyWithinMs: number;
  /** Whether people are notified about photos that could not be processed. */
  readonly notifyFailed: boolean;
  readonly now: () => number;
}

export type LookAtPhoto = (key: string, signal: AbortSignal) => Promise<Look>;

/** Reads a photo's objects and decides whether it still needs a notification. */
export function createLookAtPhoto(options: LookAtPhotoOptions): LookAtPhoto {
  const { originals, thumbnails, derived, notifyWithinMs, notifyFailed, now } = options;

  return async (key, signal) => {
    const [original, thumbnail] = await Promise.all([
      originals.head(key, signal),
      thumbnails.head(key, signal),
    ]);
    if (!original) return { silence: 'gone' };
    if (now() - original.lastModified.getTime() > notifyWithinMs) return { silence: 'too old' };
    if (thumbnail) return { photo: describeReady(key, original, thumbnail) };
    return notifyFailed ? lookAtFailure(key, original, signal) : { silence: 'gone' };
  };

  async function lookAtFailure(key: string, original: ObjectHead, signal: AbortSignal): Promise<Look> {
    const listed = await derived.list({ prefix: outcomePrefix(key), shallow: true }, signal);
    const records = listed.flatMap((record) => parseOutcomeKey(record.key) ?? []);
    const outcome = chooseOutcome(records, original.etag)?.outcome;
    if (outcome?.status !== 'failed') return { silence: 'gone' };
    const { reason } = outcome;
    const { contentType, size, lastModified } = original;
    const storedAt = lastModified.getTime();
    return { photo: { key, status: 'failed', reason, contentType, bytes: size, storedAt } };
  }
}

/** The thumbnail's metadata has the time of the original in milliseconds; S3's own time has whole seconds. */
function describeReady(key: string, original: ObjectHead, { metadata }: ObjectHead): Photo {
  const thumbnail = readThumbnailMetadata(metadata);
  return {
    key,
    status: 'ready',
    contentType: original.contentType,
    bytes: original.size,
    storedAt: (thumbnail?.storedAt ?? original.lastModified).getTime(),
    ...(thumbnail && { width: thumbnail.originalWidth, height: thumbnail.originalHeight }),
  };
}
