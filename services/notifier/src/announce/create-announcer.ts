import type { ObjectStore } from '@proofsheet/object-store';
import { createAnnouncePending } from '../gather/announce-pending.ts';
import { createHandleDigest, type DigestOutcome, type HandleDigestOptions } from '../gather/handle-digest.ts';
import { createRecordPending } from '../gather/record-pending.ts';
import { createAnnouncePhoto } from './announce-photo.ts';
import {
  type AnnounceTogether,
  type AnnounceTogetherOptions,
  createAnnounceTogether,
} from './announce-together.ts';
import { createTakeClaim } from './claim.ts';
import {
  createLookAtPhoto,
  type LookAtPhoto,
  type LookAtPhotoOptions,
  type Silence,
} from './look-at-photo.ts';

export type AnnouncerOptions = LookAtPhotoOptions &
  AnnounceTogetherOptions &
  Pick<HandleDigestOptions, 'sendDigest' | 'quietSeconds' | 'photosPerMail' | 'secondsToWait'> & {
    readonly derived: ObjectStore;
    /** Lease of a claim. */
    readonly leaseSeconds: number;
    readonly createNonce: () => string;
    /** Puts a measurement around each look. */
    readonly watchLooks?: (lookAtPhoto: LookAtPhoto) => LookAtPhoto;
    /** Puts a trace around each announcement. */
    readonly traceAnnouncement?: (announce: AnnounceTogether) => AnnounceTogether;
  };

/** What the notifier does about an event of a photo, and about a digest. */
export interface Announcer {
  handlePhoto(key: string, signal: AbortSignal): Promise<Silence | 'pending' | 'published'>;
  handleDigest(key: string, signal: AbortSignal): Promise<DigestOutcome>;
}

/** The announcer of these settings: with a quiet time photos are gathered, without one each is announced by itself. */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { watchLooks = (look) => look, traceAnnouncement = (announce) => announce } = options;
  const lookAtPhoto = watchLooks(createLookAtPhoto(options));
  const announceTogether = traceAnnouncement(createAnnounceTogether(options));
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
