import type { ObjectHead } from '@proofsheet/object-store';
import type { ReconcileContext } from './reconcile-context.ts';

/** Whether the original is still this version; for undefined, whether it is still absent. */
export async function isOriginalUnchanged(
  { originals, key, signal, journal }: ReconcileContext,
  before: ObjectHead | undefined,
): Promise<boolean> {
  const now = await originals.head(key, signal);
  if (!now) journal.sawAbsent = true;
  return now?.etag === before?.etag;
}
