import type { ObjectStore, StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { type Effect, FaultError } from './handler.ts';

interface WatchedStoreOptions {
  readonly objects: Map<string, StoredObject>;
  /** Is awaited before each call takes effect, and decides what becomes of it. */
  readonly before: (call: string, body?: string) => Promise<Effect>;
  /** Is called with what each call answered: all that its caller gets to know. */
  readonly answered: (answer: string) => void;
  /** Is called with each write that has taken effect. */
  readonly written: (key: string, body: string | undefined) => void;
}

/** A store in memory whose calls wait, may fail, and are watched. */
export function createWatchedStore(options: WatchedStoreOptions): ObjectStore {
  const { objects, before, answered, written } = options;
  const store = createMemoryObjectStore('derived', { objects });
  const note = <T>(answer: T, text: string): T => {
    answered(text);
    return answer;
  };
  /** Lets a write take effect, or not, and answers as the effect wants it. */
  async function write<T>(effect: Effect, perform: () => Promise<T>, refused: T): Promise<T> {
    if (effect === 'refuse') throw new FaultError('refused');
    const answer = await perform();
    if (effect === 'lose') throw new FaultError('no answer');
    return effect === 'repeat' ? refused : answer;
  }
  return {
    ...store,
    async get(key, get) {
      await before(`get ${key}`);
      const object = await store.get(key, get);
      return note(object, object?.body.toString() ?? 'none');
    },
    async head() {
      throw new Error('the protocol does without HEAD');
    },
    async list(list, signal) {
      await before(`list ${list.prefix}`);
      const listed = await store.list(list, signal);
      return note(listed, listed.map(({ key }) => objects.get(key)?.body.toString()).join());
    },
    async put(key, body, put, signal) {
      const effect = await before(`put ${key}`, body.toString());
      const perform = async () => {
        const etag = await store.put(key, body, put, signal);
        if (etag !== undefined) written(key, body.toString());
        return etag;
      };
      const etag = await write(effect, perform, put.expected === undefined ? '"repeated"' : undefined);
      return note(etag, etag === undefined ? 'refused' : body.toString());
    },
    async delete(key, expected, signal) {
      const effect = await before(`delete ${key}`);
      const perform = async () => {
        const isDeleted = await store.delete(key, expected, signal);
        if (isDeleted) written(key, undefined);
        return isDeleted;
      };
      const isDeleted = await write(effect, perform, false);
      return note(isDeleted, String(isDeleted));
    },
  };
}
