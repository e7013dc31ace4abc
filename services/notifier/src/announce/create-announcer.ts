import type { ObjectStore } from '@proofsheet/object-store';
import { createAnnouncePending } from '../gather/announce-pending.ts';
import { createHandleDigest, type HandleDigestOptions } from '../gather/handle-digest.ts';
import { createRecordPending } from '../gather/record-pending.ts';
import { createAnnouncePhoto } from './announce-photo.ts';
import { type AnnounceTogetherOptions, createAnnounceTogether } from './announce-together.ts';
import { createTakeClaim } from './claim.ts';
import { createLookAtPhoto, type LookAtPhotoOptions } from './look-at-photo.ts';

export type AnnouncerOptions = LookAtPhotoOptions &
  AnnounceTogetherOptions &
  Pick<HandleDigestOptions, 'sendDigest' | 'quietSeconds' | 'photosPerMail' | 'secondsToWait'> & {
    readonly derived: ObjectStore;
    /** Lease of a claim. */
    readonly leaseSeconds: number;
    readonly createNonce: () => string;
  };

/** What the notifier does about an event of a photo, and about a digest. */
export function createAnnouncer(options: AnnouncerOptions) {
  const lookAtPhoto = createLookAtPhoto(options);
  const announceTogether = createAnnounceTogether(options);
  const takeClaim = createTakeClaim({ ...options, store: options.derived });
  const announcePending = createAnnouncePending({ ...options, lookAtPhoto, announceTogether, takeClaim });
  return {
    handlePhoto:
      options.quietSeconds === 0
        ? createAnnouncePhoto({ takeClaim, lookAtPhoto, announceTogether })
        : createRecordPending({ ...options, lookAtPhoto }),
    handleDigest: createHandleDigest({ ...options, announcePending }),
  };
}

export type Announcer = ReturnType<typeof createAnnouncer>;
