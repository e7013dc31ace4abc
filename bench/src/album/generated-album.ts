import { hash } from 'node:crypto';
import { firstPhotoIdBefore, originalKey, outcomeKey } from '@proofsheet/photos';

/** A row of a listing: two strings that S3 would answer. */
export interface Row {
  readonly key: string;
  readonly etag: string;
}

const newest = Date.parse('2026-11-01T00:00:00Z');
/** Milliseconds between photos: a million of them in a year. */
const stepMs = 30_000;
const timeDigits = 12;

/** Photos of any owner that are computed instead of stored: all are ready. Newest first. */
export function createGeneratedAlbum(photos: number) {
  const idOf = (index: number) =>
    firstPhotoIdBefore(newest - index * stepMs).slice(0, timeDigits) + index.toString(16).padStart(20, '0');
  const etagOf = (index: number) => `"${(index * 7919).toString(16).padStart(32, '0')}"`;
  const originalOf = (owner: string, index: number) =>
    originalKey({ owner, photoId: idOf(index), fileName: `IMG_${String(index).padStart(7, '0')}.jpg` });

  const rows = {
    originals: (owner: string, index: number): Row => ({
      key: originalOf(owner, index),
      etag: etagOf(index),
    }),
    derived: (owner: string, index: number): Row => ({
      key: outcomeKey(originalOf(owner, index), etagOf(index), {
        status: 'ready',
        width: 4032,
        height: 3024,
        thumbnailBytes: 5000 + (index % 3000),
        thumbhash: hash('sha256', String(index), 'base64url').slice(0, 28),
        takenAt: new Date(newest - index * stepMs).toISOString().slice(0, 19),
        variants: ['screen'],
      }),
      etag: etagOf(index),
    }),
  };

  /** The rows behind a key. */
  function list(bucket: keyof typeof rows, owner: string, after: string, limit: number): Row[] {
    let [low, high] = [0, photos];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[bucket](owner, middle).key > after) high = middle;
      else low = middle + 1;
    }
    const count = Math.max(0, Math.min(limit, photos - low));
    return Array.from({ length: count }, (_, index) => rows[bucket](owner, low + index));
  }

  return {
    photos,
    list,
    /** The value of `before` that leads to about that photo. */
    timeOf: (index: number) => new Date(newest - index * stepMs).toISOString(),
  };
}

export type GeneratedAlbum = ReturnType<typeof createGeneratedAlbum>;
