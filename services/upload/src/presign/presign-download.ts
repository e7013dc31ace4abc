import { cleanFileName } from '@proofsheet/photos';
import { create as createDisposition } from 'content-disposition';
import type { Presigner } from './presigner.ts';
import { toIsoTime } from './signing-key.ts';

export interface PresignedDownload {
  readonly url: string;
  readonly expiresAt: string;
}

/**
 * Signs downloads. The URL of an object stays the same for half of `urlSeconds`, so that browsers can cache it. It is valid
 * for `urlSeconds` from the start of that half, so at least the other half is left. The response names the file in any
 * language: https://www.rfc-editor.org/rfc/rfc6266. `method` is that of the request that is redirected: a client that sends
 * HEAD follows the redirect with HEAD, which S3 refuses with a URL signed for GET.
 */
export function createPresignDownload(
  presign: Presigner,
  urlSeconds: number,
  nameOf: (key: string) => string = cleanFileName,
  type: 'inline' | 'attachment' = 'inline',
) {
  const stepMs = Math.floor(urlSeconds / 2) * 1000;
  return async (key: string, now: Date, method = 'GET'): Promise<PresignedDownload> => {
    const isHead = method === 'HEAD';
    const signedAt = new Date(Math.floor(now.getTime() / stepMs) * stepMs);
    const { url, expiresAt } = await presign({
      method: isHead ? 'HEAD' : 'GET',
      key,
      query: {
        'response-content-disposition': createDisposition(nameOf(key), { type }),
        'x-id': isHead ? 'HeadObject' : 'GetObject',
      },
      signedAt,
      expiresIn: urlSeconds,
    });
    return { url, expiresAt: toIsoTime(expiresAt) };
  };
}

export type PresignDownload = ReturnType<typeof createPresignDownload>;

/** File name of a photo's thumbnail: a JPEG, whatever the photo is. */
export function thumbnailName(key: string): string {
  return `${cleanFileName(key).replace(/\.[A-Za-z0-9]{1,5}$/, '')}.jpg`;
}
