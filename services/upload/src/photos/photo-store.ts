import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import {
  type FailureReason,
  chooseOutcome,
  isPhotoId,
  outcomePrefix,
  parseOriginalKey,
  parseOutcomeKey,
  photoPrefix,
  readThumbnailMetadata,
  type ThumbnailMetadata,
} from '@proofsheet/photos';

/** A photo that was uploaded. */
export interface Original extends ListedObject {
  readonly photoId: string;
  readonly fileName: string;
}

/** What has become of an original. */
export type Outcome =
  | { readonly status: 'processing' }
  | { readonly status: 'failed'; readonly reason: FailureReason }
  /** `size` in bytes. */
  | { readonly status: 'ready'; readonly size: number; readonly thumbnail: ThumbnailMetadata };

/** The three buckets. */
export interface Stores {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

export type PhotoStore = ReturnType<typeof createPhotoStore>;

/** Finds out what a photo is from which objects there are: there is no other record. */
export function createPhotoStore({ originals, thumbnails, derived }: Stores) {
  return {
    /** The owner's photo of that id, or undefined when it was not uploaded, was deleted, or is another's. */
    async find(owner: string, photoId: string, signal: AbortSignal): Promise<Original | undefined> {
      if (!isPhotoId(photoId)) return undefined;
      const [object] = await originals.list({ prefix: photoPrefix(owner, photoId), limit: 1 }, signal);
      return object && toOriginal(object);
    },

    /** A thumbnail counts more than a failure: the photo may have been tried again. */
    async readOutcome(original: Original, signal: AbortSignal): Promise<Outcome> {
      const head = await thumbnails.head(original.key, signal);
      const thumbnail = head && readThumbnailMetadata(head.metadata);
      if (head && thumbnail?.sourceEtag === original.etag) {
        return { status: 'ready', size: head.size, thumbnail };
      }
      const prefix = outcomePrefix(original.key);
      const records = await derived.list({ prefix, shallow: true }, signal);
      const parsed = records.map(({ key }) => parseOutcomeKey(key)).filter((record) => record !== undefined);
      const outcome = chooseOutcome(parsed, original.etag)?.outcome;
      return outcome?.status === 'failed' ? outcome : { status: 'processing' };
    },

    /** Deletes the original, and says whether it was still as it was found. */
    async remove({ key, etag }: Original, signal: AbortSignal): Promise<boolean> {
      return originals.delete(key, { etag }, signal);
    },

    /** Whether the original of that key is still there. */
    async hasOriginal(key: string, signal: AbortSignal): Promise<boolean> {
      return (await originals.head(key, signal)) !== undefined;
    },
  };
}

function toOriginal(object: ListedObject): Original | undefined {
  const name = parseOriginalKey(object.key);
  return name && { ...object, photoId: name.photoId, fileName: name.fileName };
}
