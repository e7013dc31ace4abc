import { announcementClaimKey } from '@proofsheet/photos';
import { RetryAfterError } from '@proofsheet/queue';
import type { AnnounceTogether } from './announce-together.ts';
import type { TakeClaim } from './claim.ts';
import type { LookAtPhoto, Silence } from './look-at-photo.ts';

export interface AnnouncePhotoOptions {
  readonly takeClaim: TakeClaim;
  readonly lookAtPhoto: LookAtPhoto;
  readonly announceTogether: AnnounceTogether;
}

/**
 * Announces one photo at once, under a claim of its own.
 * @throws RetryAfterError while another announces it.
 */
export function createAnnouncePhoto({ takeClaim, lookAtPhoto, announceTogether }: AnnouncePhotoOptions) {
  return async (key: string, signal: AbortSignal): Promise<Silence | 'published'> => {
    const taken = await takeClaim(announcementClaimKey(key), signal);
    if ('heldForSeconds' in taken) throw new RetryAfterError(taken.heldForSeconds);
    const { claim } = taken;
    try {
      const look = await lookAtPhoto(key, signal);
      if ('silence' in look) return look.silence;
      if (!(await announceTogether([look.photo], claim, signal))) throw new RetryAfterError(1);
      return 'published';
    } finally {
      // One that is left behind only makes the next wait for the end of its lease.
      await claim.release(signal).catch(() => {});
    }
  };
}
