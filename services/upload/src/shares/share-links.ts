import { createSealer, type SealingKey } from '../auth/sealed-token.ts';
import { ProblemError } from '../http/problem.ts';
import type { Share } from './share.ts';
import type { ShareStore } from './share-store.ts';

interface ShareLinksOptions {
  readonly keys: readonly SealingKey[];
  readonly shares: ShareStore;
  /** Public URL of this service. Without it, links are paths. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
}

export type ShareLinks = ReturnType<typeof createShareLinks>;

/**
 * Creates and opens the links of shares. A link's token is encrypted: it cannot be guessed, and reveals neither the owner
 * nor the photos.
 */
export function createShareLinks({ keys, shares, publicUrl, now }: ShareLinksOptions) {
  const sealer = createSealer(keys, 'share');
  const base = (publicUrl ?? '').replace(/\/$/, '');
  return {
    async write({ owner, shareId, expiresAt }: Share): Promise<string> {
      return `${base}/s/${await sealer.seal({ owner, shareId }, expiresAt)}`;
    },

    /** @throws ProblemError `share-not-found`, `share-over` */
    async open(token: string, signal: AbortSignal): Promise<Share> {
      // The record decides whether a token has expired: an expired link gets a response of its own.
      const opened = await sealer.open(token, new Date(0));
      if (!opened) throw new ProblemError('share-not-found');
      const { owner, shareId } = opened as { owner: string; shareId: string };
      if (typeof opened.exp === 'number' && opened.exp * 1000 <= now().getTime())
        throw new ProblemError('share-over');
      const share = await shares.find(owner, shareId, signal);
      if (!share) throw new ProblemError('share-not-found');
      if (share.expiresAt <= now()) throw new ProblemError('share-over');
      return share;
    },
  };
}
