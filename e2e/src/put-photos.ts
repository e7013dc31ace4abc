import type { ObjectStore } from '@proofsheet/object-store';

/** Puts the same photo under many keys straight into the bucket, a few at a time. Returns the keys. */
export async function putPhotos(originals: ObjectStore, photo: Buffer, count: number): Promise<string[]> {
  const { signal } = new AbortController();
  const keys = Array.from({ length: count }, (_, number) => `burst/${number}.jpg`);
  const left = [...keys];
  const putRest = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      await originals.put(key, photo, { contentType: 'image/jpeg' }, signal);
    }
  };
  await Promise.all(Array.from({ length: 4 }, putRest));
  return keys;
}
