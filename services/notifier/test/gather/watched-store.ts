import type { ObjectStore, StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';

interface WatchedStoreOptions {
  readonly objects: Map<string, StoredObject>;
  /** Is awaited before each call takes effect. */
  readonly before: (call: string) => Promise<void>;
  /** Is told what each call answered: all that its caller gets to know. */
  readonly answered: (call: string, key: string, answer: string) => void;
}

/** A store in memory that tells of every answer it gives. */
export function createWatchedStore({ objects, before, answered }: WatchedStoreOptions): ObjectStore {
  const store = createMemoryObjectStore('derived', {
    objects,
    before: (call, key) => before(`${call} ${key}`),
  });
  return {
    ...store,
    async get(key, options) {
      const object = await store.get(key, options);
      answered('get', key, object?.body.toString() ?? 'none');
      return object;
    },
    async head(key, signal) {
      const head = await store.head(key, signal);
      answered('head', key, String(head !== undefined));
      return head;
    },
    async list(options, signal) {
      const listed = await store.list(options, signal);
      const bodies = listed.map(({ key }) => objects.get(key)?.body.toString());
      answered('list', options.prefix, bodies.join());
      return listed;
    },
    async put(key, body, options, signal) {
      const etag = await store.put(key, body, options, signal);
      answered('put', key, etag ? body.toString() : 'refused');
      return etag;
    },
    async delete(key, expected, signal) {
      const deleted = await store.delete(key, expected, signal);
      answered('delete', key, String(deleted));
      return deleted;
    },
  };
}
