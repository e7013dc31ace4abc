import type { ObjectStore } from '@proofsheet/object-store';

/** Calls `assertAllowed` before each write and delete of a bucket. It throws when the worker must not write any more. */
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
