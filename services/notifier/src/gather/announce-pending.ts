import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import { ownerClaimKey, pendingPrefix } from '@proofsheet/photos';
import pMap from 'p-map';
import type { AnnounceTogether } from '../announce/announce-together.ts';
import type { Claim, TakeClaim } from '../announce/claim.ts';
import type { Look, LookAtPhoto, Photo } from '../announce/look-at-photo.ts';

export interface AnnouncePendingOptions {
  readonly derived: ObjectStore;
  readonly takeClaim: TakeClaim;
  readonly lookAtPhoto: LookAtPhoto;
  readonly announceTogether: AnnounceTogether;
  readonly photosPerMail: number;
}

/** Another holds the claim; or the keys of the pending records that need nobody's care any more. */
export type PendingResult = { readonly heldForSeconds: number } | { readonly settled: ReadonlySet<string> };

export type AnnouncePending = (owner: string, signal: AbortSignal) => Promise<PendingResult>;

/** Photos looked at, or records removed, at a time. */
const concurrency = 16;

/** Bytes. A record has a key of at most 1,024 bytes, each up to six in JSON, and a nonce. */
const maxRecordBytes = 10_000;

/**
 * Announces all that is pending for an owner, page by page, newest first. What is pending and what has been announced
 * is read under the claim: whatever was seen before it may be over.
 */
export function createAnnouncePending(options: AnnouncePendingOptions): AnnouncePending {
  const { derived, takeClaim, lookAtPhoto, announceTogether, photosPerMail } = options;

  return async (owner, signal) => {
    const taken = await takeClaim(ownerClaimKey(owner), signal);
    if ('heldForSeconds' in taken) return taken;
    try {
      return { settled: await announcePages(owner, taken.claim, signal) };
    } finally {
      // One that is left behind only makes the next wait for the end of its lease.
      await taken.claim.release(signal).catch(() => {});
    }
  };

  async function announcePages(owner: string, claim: Claim, signal: AbortSignal): Promise<Set<string>> {
    const settled = new Set<string>();
    for (let startAfter = ''; ; ) {
      const options = { prefix: pendingPrefix(owner), startAfter, limit: photosPerMail };
      const page = await derived.list(options, signal);
      const allDone = await announcePage(page, claim, settled, signal);
      startAfter = page.at(-1)?.key ?? '';
      if (!allDone || page.length < photosPerMail) return settled;
    }
  }

  /** False when the lease ran short. */
  async function announcePage(
    page: readonly ListedObject[],
    claim: Claim,
    settled: Set<string>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const looks = await pMap(page, (pending) => lookAt(pending, signal), { concurrency });
    for (const status of ['ready', 'failed'] as const) {
      const photos = looks.flatMap((look) => photosOf(look, status));
      if (photos.length > 0 && !(await announceTogether(photos, claim, signal))) return false;
    }
    await pMap(page, ({ key, etag }) => derived.delete(key, { etag }, signal), { concurrency });
    for (const { key } of page) settled.add(key);
    return true;
  }

  async function lookAt(pending: ListedObject, signal: AbortSignal): Promise<Look> {
    const record = await derived.get(pending.key, { maxBytes: maxRecordBytes, signal });
    if (!record) return { silence: 'gone' };
    const { key } = JSON.parse(record.body.toString()) as { key: string };
    return lookAtPhoto(key, signal);
  }
}

function photosOf(look: Look, status: Photo['status']): Photo[] {
  return 'photo' in look && look.photo.status === status ? [look.photo] : [];
}
