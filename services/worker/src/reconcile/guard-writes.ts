import type { ObjectStore } from '@proofsheet/object-store';

/** The same bucket, with a check before each write and delete: `assertAllowed` throws when there must be none. */
export function guardWrites(store: ObjectStore, assertAllowed: () => void): ObjectStore {
  return {
    ...store,
    async put(...args) {
      assertAllowed();
      return store.put(...args);
    },
    async delete(...args) {
      assertAllowed();
      return store.delete(...args);
    },
  };
}
