import type { ObjectStore } from './object-store.ts';

/** One call of a store. */
export interface StoreCall {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE' | 'LIST';
  readonly bucket: string;
  /** The key, or the prefix of a LIST. */
  readonly key: string;
}

/** Runs `work`, which is this call. */
export type ObserveCall = <T>(call: StoreCall, work: () => Promise<T>) => Promise<T>;

/** The same store, each call of which goes through `observe`. */
export function observeStore(store: ObjectStore, observe: ObserveCall): ObjectStore {
  const { bucket } = store;
  return {
    bucket,
    get: (key, options) => observe({ method: 'GET', bucket, key }, () => store.get(key, options)),
    head: (key, signal) => observe({ method: 'HEAD', bucket, key }, () => store.head(key, signal)),
    put: (key, body, options, signal) =>
      observe({ method: 'PUT', bucket, key }, () => store.put(key, body, options, signal)),
    delete: (key, expected, signal) =>
      observe({ method: 'DELETE', bucket, key }, () => store.delete(key, expected, signal)),
    list: (options, signal) =>
      observe({ method: 'LIST', bucket, key: options.prefix }, () => store.list(options, signal)),
    listFolders: (prefix, signal) =>
      observe({ method: 'LIST', bucket, key: prefix }, () => store.listFolders(prefix, signal)),
  };
}
