import type { ObjectStore } from '@proofsheet/object-store';
import { converge } from './converge.ts';
import { fastPath } from './fast-path.ts';
import { createMakeOfOriginal } from './make-of-original.ts';
import {
  createJournal,
  type Journal,
  type Reconcile,
  type ReconcileContext,
  type ReconcileOptions,
  type ReconcileRequest,
} from './reconcile-context.ts';
import { unobserved } from './reconcile-observer.ts';

/** More refused rounds in a row mean that something is wrong: the message is then redelivered later. */
const maxRounds = 5;

/**
 * Brings thumbnails, variants and outcome record of one original in line with the original as it is now: makes,
 * replaces or deletes them. Correct for duplicate, late and reordered events, and with any number of workers on the
 * same key. Writes nothing once `signal` is aborted.
 * @throws errors of S3.
 */
export function createReconcile(options: ReconcileOptions): Reconcile {
  return async function reconcile(request, signal, journal = createJournal()) {
    const context = createContext(options, request, signal, journal);
    let result = request.delivery === 'first' ? await fastPath(context) : undefined;
    for (let round = 0; result === undefined; round += 1) {
      if (round === maxRounds) throw new Error('the original or its derived objects keep changing');
      result = await converge(context);
    }
    if (needsCheck(journal, request.delivery === 'check')) await options.sendCheck(request.key, signal);
    return result;
  };
}

function createContext(
  options: ReconcileOptions,
  { key, event, alone = false, assertInFlight = () => {} }: ReconcileRequest,
  signal: AbortSignal,
  journal: Journal,
): ReconcileContext {
  const { observer = unobserved } = options;
  return {
    ...options,
    observer,
    thumbnails: guardWrites(options.thumbnails, assertInFlight),
    derived: guardWrites(options.derived, assertInFlight),
    key,
    signal,
    journal,
    makeOfOriginal: createMakeOfOriginal({ ...options, alone }, key, signal),
    // The event has milliseconds, but may be about another version than the current one.
    storedAt: ({ etag, lastModified }) =>
      event?.time && etag === `"${event.etag}"` ? event.time : lastModified,
    limits: `${options.recipe.limitsId}-${options.maxBytes}`,
  };
}

/** Calls `assertAllowed` before each write and delete of a bucket. It throws when the worker must not write any more. */
function guardWrites(store: ObjectStore, assertAllowed: () => void): ObjectStore {
  return {
    ...store,
    async put(...args) {
      assertAllowed();
      return store.put(...args);
    },
    async delete(...args) {
      assertAllowed();
      return store.delete(...args);
    },
  };
}

/**
 * Whether a check must be sent. A check sends another only if it changed something, or checks would never end.
 * Model-checked: without the check for an undecodable original, a slower worker's thumbnail can stay beside the record.
 */
function needsCheck({ changed, sawAbsent, sawUndecodable }: Journal, isCheck: boolean): boolean {
  return changed || (!isCheck && (sawAbsent || sawUndecodable));
}
