import type { ListedObject } from '@proofsheet/object-store';
import { isPhotoId, parseOriginalKey, photoPrefix } from '@proofsheet/photos';
import type { Stores } from './stores.ts';

/** A photo that was uploaded. */
export interface Original extends ListedObject {
  readonly photoId: string;
  readonly fileName: string;
}

export type PhotoStore = ReturnType<typeof createPhotoStore>;

/** The originals: what is there, and its removal. */
export function createPhotoStore({ originals }: Pick<Stores, 'originals'>) {
  return {
    /** The owner's photo of that id, or undefined when it was not uploaded, was deleted, or is another's. */
    async find(owner: string, photoId: string, signal: AbortSignal): Promise<Original | undefined> {
      if (!isPhotoId(photoId)) return undefined;
      const [object] = await originals.list({ prefix: photoPrefix(owner, photoId), limit: 1 }, signal);
      return object && toOriginal(object);
    },

    /** Deletes the original, and says whether it was still as it was found. */
    async remove({ key, etag }: Pick<Original, 'key' | 'etag'>, signal: AbortSignal): Promise<boolean> {
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
