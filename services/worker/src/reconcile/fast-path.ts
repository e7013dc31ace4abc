import { variantKey } from '@proofsheet/photos';
import { isOriginalUnchanged } from './observe-derived.ts';
import type { ReconcileContext, ReconcileResult } from './reconcile-context.ts';
import { readyOutcome, sourceOf, writeRecord, writeThumbnail } from './write-derived.ts';

/**
 * Handles a new photo without derived objects, which is nearly every photo. Each write requires that nothing exists
 * under its key. Returns undefined if something does, or if the original has no thumbnail: `converge` takes over.
 */
export async function fastPath(context: ReconcileContext): Promise<ReconcileResult | undefined> {
  const { key, journal, thumbnails, derived } = context;
  const found = await context.makeOfOriginal();
  if (!found) {
    journal.sawAbsent = true;
    return undefined;
  }
  const { original, made } = found;
  if (made.kind === 'own') return 'own';
  if (made.kind === 'failed') return undefined;

  const source = sourceOf(context, original);
  for (const [name, image] of made.variants) {
    const target = { store: derived, key: variantKey(name, key), head: undefined };
    if (!(await writeThumbnail(target, image, made, source))) return undefined;
  }
  const target = { store: thumbnails, key, head: undefined };
  if (!(await writeThumbnail(target, made.primary, made, source))) return undefined;
  const outcome = readyOutcome(made, made.primary.body.length);
  if ((await writeRecord(outcome, [], source)) === 'refused') return undefined;
  return (await isOriginalUnchanged(context, original)) ? 'made' : undefined;
}
