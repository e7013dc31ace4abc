import type { ObjectStore } from '@proofsheet/object-store';

/** The three buckets. */
export interface Stores {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}
