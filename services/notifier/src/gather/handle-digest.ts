import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import { pendingPrefix } from '@proofsheet/photos';
import type { TakeClaim } from '../notify/take-claim.ts';
import type { SelectBatch } from '../notify/select-batch.ts';
import type { SendBatch } from '../notify/send-batch.ts';
import type { SendDigest } from './gather-photo.ts';
import type { SecondsToWait } from './seconds-to-wait.ts';
import type { WindowRecords } from './window-records.ts';

export type DigestOutcome =
  /** Another digest is on its way and lists all pending photos. */
  | 'left to another'
  /** It is too early: the digest was sent again. */
  | 'waits'
  /** Another notifier holds the claim: the digest was sent again. */
  | 'claim is held'
  /** Time ran short before all pending photos were sent: the digest was sent again. */
  | 'goes on'
  | 'done';

export interface HandleDigestOptions {
  readonly derived: ObjectStore;
  readonly windows: WindowRecords;
  readonly takeClaim: TakeClaim;
  readonly selectBatch: SelectBatch;
  readonly sendBatch: SendBatch;
  readonly sendDigest: SendDigest;
  readonly secondsToWait: SecondsToWait;
  readonly quietSeconds: number;
  /** Maximum photos per message. This many pending photos do not wait for more. */
  readonly maxPhotos: number;
  /** After this long a digest continues in a new message, in milliseconds. */
  readonly maxDigestMs: number;
  readonly now: () => number;
}

/** Longest delay of a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const maxDelaySeconds = 900;

/** Handles a digest: if it is time, sends all pending photos of its group, batch by batch. */
export function createHandleDigest(options: HandleDigestOptions) {
  const { derived, windows, takeClaim, selectBatch, sendBatch, secondsToWait, quietSeconds, maxPhotos } =
    options;
  const { sendDigest, maxDigestMs, now } = options;

  return async (group: string, name: string, signal: AbortSignal): Promise<DigestOutcome> => {
    const endsAt = now() + maxDigestMs;
    const listed = await closeWindow();
    if (!Array.isArray(listed)) return listed.outcome;
    for (let pending = listed; pending.length > 0; pending = await list()) {
      const { batch, isPartial } = await selectBatch(group, pending, signal);
      const isMore = isPartial || pending.length === maxPhotos;
      if (!batch) {
        if (isMore) continue;
        return 'done';
      }
      const taken = await takeClaim(batch, signal);
      if ('heldForSeconds' in taken)
        return sendAgain('claim is held', Math.min(taken.heldForSeconds, Math.max(1, quietSeconds)));
      await sendBatch(taken.claim, signal);
      if (taken.isOwn && !isMore) return 'done';
      if (now() > endsAt) return sendAgain('goes on', 0);
    }
    return 'done';

    /** Closes the digest's window and lists the pending photos, or returns why it is too early. */
    async function closeWindow(): Promise<ListedObject[] | { readonly outcome: DigestOutcome }> {
      for (;;) {
        const window = await windows.read(group, signal);
        if (window?.name !== undefined && window.name !== name) return { outcome: 'left to another' };
        const pending = await list();
        const wait = pending.length < maxPhotos ? secondsToWait(pending) : 0;
        if (wait > 0) return { outcome: await sendAgain('waits', wait) };
        if (!window) return pending;
        const isClosed = await windows.close(group, window, signal);
        // Events that saw the window open have sent no digest. Only from now on does a listing surely contain their records.
        if (window.name !== undefined) return list();
        // Another event or digest has changed the window: it may have a name by now.
        if (isClosed) return pending;
      }
    }

    function list(): Promise<ListedObject[]> {
      return derived.list({ prefix: pendingPrefix(group), limit: maxPhotos }, signal);
    }

    async function sendAgain(outcome: DigestOutcome, delaySeconds: number): Promise<DigestOutcome> {
      await sendDigest(group, name, Math.min(delaySeconds, maxDelaySeconds), signal);
      return outcome;
    }
  };
}
