import type { ObjectStore } from '@proofsheet/object-store';
import pMap from 'p-map';

/** Puts the same photo under each key directly into the bucket, a few at a time. */
export async function putUnderKeys(
  store: ObjectStore,
  photo: Buffer,
  keys: readonly string[],
): Promise<void> {
  const { signal } = new AbortController();
  await pMap(keys, (key) => store.put(key, photo, { contentType: 'image/jpeg' }, signal), { concurrency: 8 });
}
