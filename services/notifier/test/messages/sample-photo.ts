import type { ObjectHead } from '@proofsheet/object-store';
import { type FailureReason, originalKey, ownerId, writeThumbnailMetadata } from '@proofsheet/photos';
import type { Photo } from '../../src/announce/look-at-photo.ts';

export const owner = ownerId('https://issuer.example', 'anna');

/** The key of the owner's photo of this number. */
export function sampleKey(number: number, fileName = `photo ${number}.jpg`): string {
  const photoId = number.toString(16).padStart(32, '0');
  return originalKey({ owner, photoId, fileName });
}

export function readyPhoto(key: string, contentType = 'image/jpeg'): Photo {
  return { key, status: 'ready', original: headOf(contentType), thumbnail: headOf('image/jpeg') };
}

export function failedPhoto(key: string, reason: FailureReason): Photo {
  return { key, status: 'failed', reason, original: headOf('image/png') };
}

function headOf(contentType: string): ObjectHead {
  const metadata = writeThumbnailMetadata({
    sourceEtag: '"1"',
    recipe: 'r',
    width: 200,
    height: 150,
    originalWidth: 4000,
    originalHeight: 3000,
    originalSize: 5_000_000,
    storedAt: new Date(0),
    madeAt: new Date(0),
  });
  return { etag: '"1"', size: 5_000_000, lastModified: new Date(0), contentType, metadata };
}
