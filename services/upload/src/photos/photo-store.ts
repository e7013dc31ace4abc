import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import { isPhotoId, parseOriginalKey, photoPrefix } from '@proofsheet/photos';

/** The three buckets. */
export interface Stores {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

/** An uploaded photo. */
export interface Original extends ListedObject {
  readonly photoId: string;
  readonly fileName: string;
}

export type PhotoStore = ReturnType<typeof createPhotoStore>;

/** Reads and deletes originals. */
export function createPhotoStore({ originals }: Pick<Stores, 'originals'>) {
  return {
    /** Returns the owner's photo with that id. Undefined if it was not uploaded, was deleted, or has another owner. */
    async find(owner: string, photoId: string, signal: AbortSignal): Promise<Original | undefined> {
      if (!isPhotoId(photoId)) return undefined;
      const [object] = await originals.list({ prefix: photoPrefix(owner, photoId), limit: 1 }, signal);
      return object && toOriginal(object);
    },

    /** Deletes the original. Returns false if it has changed since it was found. */
    async remove({ key, etag }: Pick<Original, 'key' | 'etag'>, signal: AbortSignal): Promise<boolean> {
      return originals.delete(key, { etag }, signal);
    },

    /** Whether the original with that key still exists. */
    async hasOriginal(key: string, signal: AbortSignal): Promise<boolean> {
      return (await originals.head(key, signal)) !== undefined;
    },
  };
}

function toOriginal(object: ListedObject): Original | undefined {
  const name = parseOriginalKey(object.key);
  return name && { ...object, photoId: name.photoId, fileName: name.fileName };
}
