import { EventEmitter, on } from 'node:events';
import type { ObjectStore } from '@proofsheet/object-store';

/** One request to a bucket. */
export interface StoreRequest {
  readonly bucket: string;
  readonly call: 'get' | 'head' | 'put' | 'delete' | 'list';
  /** The prefix of a list call. */
  readonly key: string;
}

export type RequestRecorder = ReturnType<typeof createRequestRecorder>;

/** Remembers every request to the stores that it wraps. */
export function createRequestRecorder() {
  const all: StoreRequest[] = [];
  const emitter = new EventEmitter();
  function wrap(store: ObjectStore): ObjectStore {
    const { bucket } = store;
    const note = (call: StoreRequest['call'], key: string) => {
      const request = { bucket, call, key };
      all.push(request);
      emitter.emit('request', request);
    };
    const noting =
      <A extends [string, ...unknown[]], R>(call: StoreRequest['call'], run: (...args: A) => R) =>
      (...args: A): R => {
        note(call, args[0]);
        return run(...args);
      };
    return {
      ...store,
      get: noting('get', store.get),
      head: noting('head', store.head),
      put: noting('put', store.put),
      delete: noting('delete', store.delete),
      async list(options, signal) {
        const listed = await store.list(options, signal);
        note('list', options.prefix);
        return listed;
      },
    };
  }
  return {
    all,
    wrap,
    /** The next request that matches, once it was sent; once it was answered for list calls. */
    async next(matches: (request: StoreRequest) => boolean): Promise<StoreRequest> {
      for await (const [request] of on(emitter, 'request', { signal: AbortSignal.timeout(60_000) })) {
        if (matches(request)) return request;
      }
      throw new Error('no more requests');
    },
  };
}
