import type { ObjectStore } from '@proofsheet/object-store';
import { failureNotifiedKey, notifiedKey } from '@proofsheet/photos';
import type { Photo } from './look-at-photo.ts';

/** Writes the record that the photo has been announced: the one thing that silences later events of it. */
export async function recordNotified(
  derived: ObjectStore,
  { key, status }: Photo,
  messageId: string,
  signal: AbortSignal,
): Promise<void> {
  const record = JSON.stringify({ key, status, messageId });
  const recordKey = status === 'ready' ? notifiedKey(key) : failureNotifiedKey(key);
  await derived.put(recordKey, record, { contentType: 'application/json' }, signal);
}
