import type { Presigner } from './presigner.ts';

export interface PresignedDownload {
  readonly url: string;
  readonly expiresAt: string;
}

/**
 * Signs a GET. The URL of an object stays the same for half of `urlSeconds`, so that browsers need not load it again;
 * it lives `urlSeconds` from the beginning of that half, so that at least the other half is left.
 */
export function createPresignDownload(presign: Presigner, urlSeconds: number) {
  const stepMs = Math.floor(urlSeconds / 2) * 1000;
  return async (key: string, now: Date): Promise<PresignedDownload> => {
    const signedAt = new Date(Math.floor(now.getTime() / stepMs) * stepMs);
    const { url, expiresAt } = await presign({
      method: 'GET',
      key,
      query: { 'x-id': 'GetObject' },
      signedAt,
      expiresIn: urlSeconds,
    });
    return { url, expiresAt: expiresAt.toISOString() };
  };
}

export type PresignDownload = ReturnType<typeof createPresignDownload>;
