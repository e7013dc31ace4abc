import type { ObjectStore } from '@proofsheet/object-store';
import { putUnderKeys } from './put-under-keys.ts';

/** Puts the same photo under many keys directly into the bucket, a few at a time. Returns the keys. */
export async function putPhotos(originals: ObjectStore, photo: Buffer, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, number) => `burst/${number}.jpg`);
  await putUnderKeys(originals, photo, keys);
  return keys;
}
