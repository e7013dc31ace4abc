import { readThumbnailMetadata } from '@proofsheet/photos';
import { causeOf } from '@proofsheet/runtime/metrics';
import type { AnnounceTogetherOptions } from '../announce/announce-together.ts';
import type { Photo } from '../announce/look-at-photo.ts';
import type { Publication } from '../create-publish.ts';
import type { NotifierMetrics } from './create-notifier-metrics.ts';

type Steps = Pick<AnnounceTogetherOptions, 'compose' | 'publish'>;

/** The same two steps, counted: what is published, of which photos, and how long these took. */
export function measureAnnouncements(
  { compose, publish }: Steps,
  metrics: NotifierMetrics,
  now: () => number = Date.now,
): Steps {
  const photosOf = new WeakMap<Publication, readonly Photo[]>();
  return {
    async compose(photos) {
      const publication = await compose(photos);
      photosOf.set(publication, photos);
      return publication;
    },
    async publish(publication, signal) {
      try {
        const messageId = await publish(publication, signal);
        metrics.published();
        for (const photo of photosOf.get(publication) ?? []) {
          metrics.announced(Math.max(0, now() - storedAt(photo).getTime()) / 1_000);
        }
        return messageId;
      } catch (error) {
        metrics.publishFailed(causeOf(error));
        throw error;
      }
    },
  };
}

/** The thumbnail knows milliseconds, S3's own time has whole seconds only. */
function storedAt(photo: Photo): Date {
  const thumbnail = photo.status === 'ready' ? readThumbnailMetadata(photo.thumbnail.metadata) : undefined;
  return thumbnail?.storedAt ?? photo.original.lastModified;
}
