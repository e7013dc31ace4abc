import { type StepOptions, type Tracing, traceStep } from '@proofsheet/runtime/telemetry';
import type { ObjectHead, ObjectStore } from './object-store.ts';

/**
 * The store with a step of the active span for each call. Written objects carry the `traceparent` of that span, so that
 * the service that is notified of them continues the trace.
 */
export function traceStore(tracing: Tracing, store: ObjectStore): ObjectStore {
  function step<T>(call: string, key: string, work: () => Promise<T>): Promise<T> {
    const about: StepOptions = {
      name: `${call} ${store.bucket}`,
      kind: 'client',
      attributes: { 'aws.s3.bucket': store.bucket, 'aws.s3.key': key },
    };
    return traceStep(tracing, about, work);
  }
  return {
    ...store,
    get: (key, options) => step('GET', key, () => store.get(key, options)),
    head: (key, signal) => step('HEAD', key, () => store.head(key, signal)),
    put(key, body, options, signal) {
      const span = tracing.active();
      const metadata = span && { ...options.metadata, traceparent: span.traceparent() };
      return step('PUT', key, () =>
        store.put(key, body, metadata ? { ...options, metadata } : options, signal),
      );
    },
    delete: (key, expected, signal) => step('DELETE', key, () => store.delete(key, expected, signal)),
    list: (options, signal) => step('LIST', options.prefix, () => store.list(options, signal)),
    listFolders: (prefix, signal) => step('LIST', prefix, () => store.listFolders(prefix, signal)),
  };
}

/** The store, whose reads connect the active span with the trace named in the object's metadata. */
export function traceReads(tracing: Tracing, store: ObjectStore): ObjectStore {
  function meet<T extends ObjectHead>(found: T | undefined): T | undefined {
    if (found?.metadata.traceparent) tracing.active()?.meet({ traceparent: found.metadata.traceparent });
    return found;
  }
  return {
    ...store,
    get: async (key, options) => meet(await store.get(key, options)),
    head: async (key, signal) => meet(await store.head(key, signal)),
  };
}
