import { variantKey } from '@proofsheet/photos';
import { isOriginalUnchanged } from './is-original-unchanged.ts';
import type { Outcome, ReconcileContext } from './reconcile-context.ts';
import { writeThumbnail } from './write-derived.ts';

/**
 * The fast way, for the one case that is nearly all there is: a new photo whose thumbnails nobody has made yet. Every
 * write demands that nothing is there. Undefined when that does not hold, or when there is no photo: the slower way
 * then finds out what is right.
 */
export async function fastPath(context: ReconcileContext): Promise<Outcome | undefined> {
  const { key, signal, journal, recipe, thumbnails, derived, now } = context;
  const found = await context.makeOfOriginal();
  if (!found) {
    journal.sawAbsent = true;
    return undefined;
  }
  const { original, made } = found;
  if (made.kind === 'own') return 'own';
  if (made.kind === 'failed') return undefined;

  const source = { key, original, storedAt: context.storedAt(original), madeAt: now(), recipe, signal };
  for (const [name, image] of made.variants) {
    const seen = { store: derived, key: variantKey(name, key), head: undefined };
    if (!(await writeThumbnail(seen, image, made, source))) return undefined;
  }
  const seen = { store: thumbnails, key, head: undefined };
  if (!(await writeThumbnail(seen, made.primary, made, source))) return undefined;
  return (await isOriginalUnchanged(context, original)) ? 'made' : undefined;
}
