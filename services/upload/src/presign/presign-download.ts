import { cleanFileName } from '@proofsheet/photos';
import { create as createDisposition } from 'content-disposition';
import type { Presigner } from './presigner.ts';
import { toIsoTime } from './signing-time.ts';

export interface PresignedDownload {
  readonly url: string;
  readonly expiresAt: string;
}

/**
 * Signs a GET. The URL of an object stays the same for half of `urlSeconds`, so that browsers need not load it again;
 * it lives `urlSeconds` from the beginning of that half, so that at least the other half is left. The answer names the
 * file, in any language, for those who save it: https://www.rfc-editor.org/rfc/rfc6266
 */
export function createPresignDownload(
  presign: Presigner,
  urlSeconds: number,
  nameOf: (key: string) => string = cleanFileName,
  type: 'inline' | 'attachment' = 'inline',
) {
  const stepMs = Math.floor(urlSeconds / 2) * 1000;
  return async (key: string, now: Date): Promise<PresignedDownload> => {
    const signedAt = new Date(Math.floor(now.getTime() / stepMs) * stepMs);
    const { url, expiresAt } = await presign({
      method: 'GET',
      key,
      query: {
        'response-content-disposition': createDisposition(nameOf(key), { type }),
        'x-id': 'GetObject',
      },
      signedAt,
      expiresIn: urlSeconds,
    });
    return { url, expiresAt: toIsoTime(expiresAt) };
  };
}

export type PresignDownload = ReturnType<typeof createPresignDownload>;

/** The name under which the thumbnail of a photo is saved: whatever the photo is, its thumbnail is a JPEG. */
export function thumbnailName(key: string): string {
  return `${cleanFileName(key).replace(/\.[A-Za-z0-9]{1,5}$/, '')}.jpg`;
}
