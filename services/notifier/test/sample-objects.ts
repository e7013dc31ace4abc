import type { StoredObject } from '@proofsheet/object-store';
import { originalKey, ownerId } from '@proofsheet/photos';

/** An object that exists. Its content does not matter. */
export const anObject: StoredObject = {
  etag: '"1"',
  size: 1,
  lastModified: new Date(0),
  contentType: 'image/jpeg',
  metadata: {},
  body: Buffer.from('1'),
  release() {},
};

/** Keys of photos of one owner. The higher the number, the newer the photo, and the earlier it is listed. */
export function photoKey(number: number): string {
  return originalKey({
    owner: ownerId('issuer', 'someone'),
    photoId: (1000 - number).toString(16).padStart(32, '0'),
    fileName: `${number}.jpg`,
  });
}
