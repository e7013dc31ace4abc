import { hash } from 'node:crypto';

/** The status that people were notified of: the photo is ready, or it could not be processed. */
export type NotifiedStatus = 'ready' | 'failed';

/** When each photo of a notified record was notified about, by `notifiedName`. */
export type NotifiedPhotos = ReadonlyMap<string, Date>;

/** Maximum bytes of a notified record: about 600,000 photos of one owner within 17.5 minutes. */
export const maxNotifiedBytes = 16 * 1024 ** 2;

/** The name of a photo and status in a notified record: 128 bits of their SHA-256, in 22 characters. */
export function notifiedName(original: string, status: NotifiedStatus): string {
  return hash('sha256', `${status} ${original}`, 'buffer').subarray(0, 16).toString('base64url');
}

/** Reads from the record under `notifiedKey` when people were notified of the photo in this status; undefined if they were not. */
export function notifiedAt(
  photos: NotifiedPhotos,
  original: string,
  status: NotifiedStatus = 'ready',
): Date | undefined {
  return photos.get(notifiedName(original, status));
}

/** The body of a notified record. The nonce makes each body's ETag different. */
export function writeNotified(photos: NotifiedPhotos, nonce: string): string {
  const byTime = new Map<string, string[]>();
  for (const [name, time] of photos) {
    const at = time.toISOString();
    const names = byTime.get(at);
    if (names) names.push(name);
    else byTime.set(at, [name]);
  }
  return JSON.stringify({ nonce, notified: [...byTime] });
}

/**
 * Reads the body of a notified record.
 * @throws Error if the body is invalid.
 */
export function parseNotified(body: string): NotifiedPhotos {
  const { notified } = JSON.parse(body) as { notified: [at: string, names: string[]][] };
  return new Map(
    notified.flatMap(([at, names]) => {
      const time = new Date(at);
      return names.map((name) => [name, time] as const);
    }),
  );
}
