import type { Announcer } from '../announce/create-announcer.ts';
import type { LookAtPhoto } from '../announce/look-at-photo.ts';
import type { NotifierMetrics } from './create-notifier-metrics.ts';

/** The same look, with photos counted that nobody has to hear of. */
export function measureLooks(lookAtPhoto: LookAtPhoto, metrics: NotifierMetrics): LookAtPhoto {
  return async (key, signal) => {
    const look = await lookAtPhoto(key, signal);
    if ('silence' in look) metrics.suppressed(look.silence);
    return look;
  };
}

/** The same announcer, with photos counted that wait for others. */
export function measureAnnouncer(
  { handlePhoto, handleDigest }: Announcer,
  metrics: NotifierMetrics,
): Announcer {
  return {
    handleDigest,
    async handlePhoto(key, signal) {
      const outcome = await handlePhoto(key, signal);
      if (outcome === 'pending') metrics.gathered();
      return outcome;
    },
  };
}
