import { converge } from './converge.ts';
import { fastPath } from './fast-path.ts';
import { guardWrites } from './guard-writes.ts';
import { createJournal, type Journal } from './journal.ts';
import { createMakeOfOriginal } from './make-of-original.ts';
import type { Reconcile, ReconcileContext, ReconcileOptions, ReconcileRequest } from './reconcile-context.ts';

/** More often than this in a row an original changes only if something is wrong: the message then comes back later. */
const maxRounds = 5;

/**
 * Brings the thumbnails and records of one original in line with the original as it is now: makes, replaces or
 * deletes them. Right however often, late or out of order events come, and however many workers visit at once.
 * Throws what S3 throws; nothing is written once `signal` is aborted.
 */
export function createReconcile(options: ReconcileOptions): Reconcile {
  return async function reconcile(request, signal, journal = createJournal()) {
    const context = createContext(options, request, signal, journal);
    let outcome = request.delivery === 'first' ? await fastPath(context) : undefined;
    for (let round = 0; outcome === undefined; round += 1) {
      if (round === maxRounds) throw new Error('the original, or what is made of it, keeps changing');
      outcome = await converge(context);
    }
    const { changed, sawAbsent } = journal;
    if (changed || (sawAbsent && request.delivery !== 'check')) await options.sendCheck(request.key, signal);
    return outcome;
  };
}

function createContext(
  options: ReconcileOptions,
  { key, event, alone = false, assertInFlight = () => {} }: ReconcileRequest,
  signal: AbortSignal,
  journal: Journal,
): ReconcileContext {
  return {
    ...options,
    thumbnails: guardWrites(options.thumbnails, assertInFlight),
    derived: guardWrites(options.derived, assertInFlight),
    key,
    signal,
    journal,
    makeOfOriginal: createMakeOfOriginal({ ...options, alone }, key, signal),
    // The event tells milliseconds, but may be of another version than the one that is there by now.
    storedAt: ({ etag, lastModified }) =>
      event?.time && etag === `"${event.etag}"` ? event.time : lastModified,
  };
}
