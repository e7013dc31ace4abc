import type { ObjectStore } from '@proofsheet/object-store';
import { pendingKey } from '@proofsheet/photos';
import type { LookAtPhoto, Silence } from '../announce/look-at-photo.ts';
import type { SendDigest } from './handle-digest.ts';

export interface RecordPendingOptions {
  readonly derived: ObjectStore;
  readonly lookAtPhoto: LookAtPhoto;
  readonly sendDigest: SendDigest;
  readonly quietSeconds: number;
  /** Gives another text each time. */
  readonly createNonce: () => string;
}

/**
 * Records that a photo waits to be announced together with others, and sends the digest that will look after it.
 * The nonce gives each record an ETag of its own, so that nobody removes one that was written anew.
 */
export function createRecordPending(options: RecordPendingOptions) {
  const { derived, lookAtPhoto, sendDigest, quietSeconds, createNonce } = options;

  return async (key: string, signal: AbortSignal): Promise<Silence | 'pending'> => {
    const look = await lookAtPhoto(key, signal);
    if ('silence' in look) return look.silence;
    const record = JSON.stringify({ key, nonce: createNonce() });
    await derived.put(pendingKey(key), record, { contentType: 'application/json' }, signal);
    // A second more, since the record's time has whole seconds only.
    await sendDigest(key, quietSeconds + 1, signal);
    return 'pending';
  };
}
