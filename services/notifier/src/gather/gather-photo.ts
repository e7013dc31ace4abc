import type { ObjectStore } from '@proofsheet/object-store';
import { notificationGroup, parseOriginalKey, pendingKey, photoIdTime } from '@proofsheet/photos';
import type { Silence } from '../notify/photo.ts';
import type { Topics } from '../notify/topics.ts';
import type { JoinRound } from './create-rounds.ts';
import type { Window, WindowRecords } from './window-records.ts';

/** Sends a digest message, delayed by some seconds. */
export type SendDigest = (
  group: string,
  name: string,
  delaySeconds: number,
  signal: AbortSignal,
) => Promise<void>;

export interface GatherPhotoOptions {
  readonly derived: ObjectStore;
  readonly windows: WindowRecords;
  readonly sendDigest: SendDigest;
  /** Of this process. */
  readonly joinRound: JoinRound;
  readonly topics: Pick<Topics, 'of'>;
  readonly quietSeconds: number;
  readonly maxWaitSeconds: number;
  /** People are not notified about originals older than this, in milliseconds. */
  readonly notifyWithinMs: number;
  readonly now: () => number;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
  readonly onGathered: () => void;
  readonly onSilence: (silence: Silence) => void;
}

export type GatherOutcome = 'gathered' | 'too old' | 'no topic';

const dayMs = 86_400_000;

/** If a digest is this late, it is lost: it is in the dead-letter queue. */
const lostAfterMs = 15 * 60_000;

/**
 * Handles the event of a photo: records that the photo is pending, and ensures that a digest will handle it. Most events
 * find a window open and send nothing.
 */
export function createGatherPhoto(options: GatherPhotoOptions) {
  const {
    derived,
    windows,
    sendDigest,
    topics,
    quietSeconds,
    maxWaitSeconds,
    notifyWithinMs,
    now,
    createNonce,
  } = options;
  const { joinRound, onGathered, onSilence } = options;
  // One second more, because S3's times have whole seconds only.
  const delaySeconds = quietSeconds === 0 ? 0 : quietSeconds + 1;

  return async (key: string, signal: AbortSignal): Promise<GatherOutcome> => {
    const photoId = parseOriginalKey(key)?.photoId;
    if (photoId !== undefined && now() - photoIdTime(photoId) > notifyWithinMs + dayMs) {
      onSilence('too old');
      return 'too old';
    }
    const group = notificationGroup(key);
    if (Object.keys(topics.of(group)).length === 0) return 'no topic';
    const record = JSON.stringify({ key, nonce: createNonce() });
    await derived.put(pendingKey(key), record, { contentType: 'application/json' }, signal);
    onGathered();
    await expectDigest(group, signal);
    return 'gathered';
  };

  /**
   * The window is read after the pending record was written: its digest lists the record, or another is sent. Photos of
   * an owner often come together: one read, and one digest, is for all that are pending by then.
   */
  async function expectDigest(group: string, signal: AbortSignal): Promise<void> {
    await joinRound(group, async () => {
      for (;;) {
        const window = await windows.read(group, signal);
        if (isOpen(window) || (await sendFor(group, window, signal))) return;
      }
    });
  }

  function isOpen(window: Window | undefined): boolean {
    return window?.name !== undefined && now() - window.writtenAt <= maxWaitSeconds * 1000 + lostAfterMs;
  }

  /** Sends a digest. If the window is open but has lost its digest, closes the window instead. */
  async function sendFor(group: string, window: Window | undefined, signal: AbortSignal): Promise<boolean> {
    if (window?.name !== undefined) {
      await windows.close(group, window, signal);
      return false;
    }
    if (window) await openWindow(group, window, signal);
    else {
      await windows.begin(group, signal);
      await sendDigest(group, createNonce(), delaySeconds, signal);
    }
    return true;
  }

  /** Sends the digest before it opens the window, since an open window promises a digest. */
  async function openWindow(group: string, window: Window, signal: AbortSignal): Promise<void> {
    const name = createNonce();
    await sendDigest(group, name, delaySeconds, signal);
    await windows.open(group, window, name, signal);
  }
}
