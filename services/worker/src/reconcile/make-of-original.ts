import {
  type ObjectHead,
  type ObjectStore,
  ObjectTooLarge,
  type StoredObject,
} from '@proofsheet/object-store';
import { isThumbnail } from '@proofsheet/photos';
import type { Made, Recipe } from '../thumbnails/recipe.ts';

/** One version of the original with what became of it. */
export interface MadeOriginal {
  readonly original: ObjectHead;
  /** `own`: it is a thumbnail of ours that landed among the originals, and making one of it would never end. */
  readonly made: Made | { readonly kind: 'own' };
}

/**
 * Reads the original as it is now. When `known` is the version that was made last, it is not read or decoded again:
 * bytes with the same ETag are the same.
 */
export type MakeOfOriginal = (known?: ObjectHead) => Promise<MadeOriginal | undefined>;

export function createMakeOfOriginal(
  { originals, recipe, maxBytes }: { originals: ObjectStore; recipe: Recipe; maxBytes: number },
  key: string,
  signal: AbortSignal,
): MakeOfOriginal {
  let last: MadeOriginal | undefined;
  return async (known) => {
    if (known && last?.original.etag === known.etag) return last;
    last = await read();
    return last;
  };

  async function read(): Promise<MadeOriginal | undefined> {
    try {
      const object = await originals.get(key, { maxBytes, signal });
      return object && { original: headOf(object), made: await make(object) };
    } catch (error) {
      if (!(error instanceof ObjectTooLarge)) throw error;
      return { original: error.head, made: { kind: 'failed', reason: 'too-large' } };
    }
  }

  async function make({ metadata, body }: StoredObject): Promise<MadeOriginal['made']> {
    return isThumbnail(metadata) ? { kind: 'own' } : recipe.make(body);
  }
}

/** The bytes are let go: with several photos in hand they are most of the memory. */
function headOf({ body, ...head }: StoredObject): ObjectHead {
  return head;
}
