import { type FailureReason, originalKey, ownerId } from '@proofsheet/photos';
import type { FailedPhoto, ReadyPhoto } from '../../src/notify/photo.ts';

export const owner = ownerId('https://issuer.example', 'anna');

/** The key of the owner's photo of this number. */
export function sampleKey(number: number, fileName = `photo ${number}.jpg`): string {
  const photoId = number.toString(16).padStart(32, '0');
  return originalKey({ owner, photoId, fileName });
}

export function readyPhoto(key: string, contentType = 'image/jpeg'): ReadyPhoto {
  return { key, status: 'ready', contentType, bytes: 5_000_000, storedAt: 0, width: 4000, height: 3000 };
}

export function failedPhoto(key: string, reason: FailureReason): FailedPhoto {
  return { key, status: 'failed', reason, contentType: 'image/png', bytes: 5_000_000, storedAt: 0 };
}
