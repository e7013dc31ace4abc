import type { ListedObject } from '@proofsheet/object-store';
import { checkMessage, failurePrefix, outcomePrefix, parseOutcomeKey } from '@proofsheet/photos';
import type { Stores } from './photo-store.ts';

/** Sends a message to the queue of the originals. */
export type SendToOriginals = (body: string, signal: AbortSignal) => Promise<void>;

export type RetryPhoto = ReturnType<typeof createRetryPhoto>;

/**
 * Deletes the failure record of a photo, then sends a check to the worker. The order matters: a worker that finds the
 * record does nothing. If sending fails, the photo stays `processing` until the next check.
 */
export function createRetryPhoto({ originals, derived }: Stores, send: SendToOriginals) {
  return async (key: string, signal: AbortSignal): Promise<void> => {
    const [records, earlier] = await Promise.all([
      derived.list({ prefix: outcomePrefix(key), shallow: true }, signal),
      derived.list({ prefix: failurePrefix(key), shallow: true }, signal),
    ]);
    const failures = [...records.filter(isFailure), ...earlier];
    await Promise.all(failures.map((record) => derived.delete(record.key, record, signal)));
    await send(checkMessage(originals.bucket, key), signal);
  };
}

function isFailure({ key }: ListedObject): boolean {
  return parseOutcomeKey(key)?.outcome.status === 'failed';
}
