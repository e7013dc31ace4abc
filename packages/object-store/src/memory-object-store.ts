import { createHash } from 'node:crypto';
import { compareKeys } from './compare-keys.ts';
import {
  type Expected,
  type ListedObject,
  type ObjectStore,
  ObjectTooLargeError,
  type StoredObject,
} from './object-store.ts';

interface MemoryObjectStoreOptions {
  /** The objects. Two stores with the same map are two clients of one bucket. */
  readonly objects?: Map<string, StoredObject>;
  readonly before?: (call: string, key: string) => Promise<void>;
}

/**
 * Creates an in-memory object store for tests, with S3's conditional writes. It awaits `before` before each call takes
 * effect, so that a test can delay, reorder or fail the call.
 */
export function createMemoryObjectStore(
  bucket: string,
  { objects = new Map(), before = async () => {} }: MemoryObjectStoreOptions = {},
): ObjectStore & { readonly objects: Map<string, StoredObject> } {
  const isAs = (key: string, expected: Expected | undefined) =>
    expected === undefined ||
    (expected === 'absent' ? !objects.has(key) : objects.get(key)?.etag === expected.etag);
  return {
    bucket,
    objects,
    async get(key, { maxBytes, signal }) {
      await enter('get', key, signal);
      const object = objects.get(key);
      if (object && object.size > maxBytes) throw new ObjectTooLargeError(object, maxBytes);
      return object;
    },
    async head(key, signal) {
      await enter('head', key, signal);
      return objects.get(key);
    },
    async put(key, body, { contentType, metadata = {}, expected }, signal) {
      await enter('put', key, signal);
      if (!isAs(key, expected)) return undefined;
      const bytes = Buffer.from(body);
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const head = { etag, size: bytes.length, lastModified: new Date(), contentType, metadata };
      objects.set(key, { ...head, body: bytes, release() {} });
      return etag;
    },
    async delete(key, expected, signal) {
      await enter('delete', key, signal);
      return isAs(key, expected) && objects.delete(key);
    },
    async list({ prefix, shallow = false, startAfter = '', limit = 1000 }, signal) {
      await enter('list', prefix, signal);
      const found: ListedObject[] = [];
      for (const [key, { etag, size, lastModified }] of objects) {
        if (!key.startsWith(prefix) || (shallow && key.includes('/', prefix.length))) continue;
        if (compareKeys(key, startAfter) > 0) found.push({ key, etag, size, lastModified });
      }
      return found.sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
    },
    async listFolders(prefix, signal) {
      await enter('list', prefix, signal);
      const names = new Set<string>();
      for (const key of objects.keys()) {
        const end = key.startsWith(prefix) ? key.indexOf('/', prefix.length) : -1;
        if (end !== -1) names.add(key.slice(prefix.length, end));
      }
      return [...names].sort(compareKeys);
    },
  };

  async function enter(call: string, key: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await before(call, key);
    signal.throwIfAborted();
  }
}
