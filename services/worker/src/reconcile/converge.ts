import { failureKey, isThumbnail } from '@proofsheet/photos';
import type { Made } from '../thumbnails/recipe.ts';
import {
  areThumbnailsOf,
  type DerivedObjects,
  isFailureOf,
  isFrom,
  readDerivedObjects,
} from './derived-objects.ts';
import { isOriginalUnchanged } from './is-original-unchanged.ts';
import type { Outcome, ReconcileContext } from './reconcile-context.ts';
import { removeObserved, type Source, writeFailure, writeThumbnail } from './write-derived.ts';

/**
 * One round of the slower way: look at everything derived, **then** at the original, and change only what is still as
 * it was seen. Undefined when something changed meanwhile: the next round looks again.
 */
export async function converge(context: ReconcileContext): Promise<Outcome | undefined> {
  const { originals, key, signal, journal, recipe } = context;
  const seen = await readDerivedObjects(context, recipe, key, signal);
  const original = await originals.head(key, signal);
  if (!original) {
    journal.sawAbsent = true;
    const removed = await removeAll(seen, context);
    return removed && (await isOriginalUnchanged(context, undefined)) ? 'removed' : undefined;
  }
  if (isThumbnail(original.metadata)) return 'own';
  if (areThumbnailsOf(seen, original.etag, recipe) || isFailureOf(seen, original.etag, recipe)) {
    return (await isOriginalUnchanged(context, original)) ? 'unchanged' : undefined;
  }

  const found = await context.makeOfOriginal(original);
  if (!found || found.made.kind === 'own') return undefined;
  const { made } = found;
  const source = {
    key,
    original: found.original,
    storedAt: context.storedAt(found.original),
    madeAt: context.now(),
    recipe,
    signal,
  };
  const written =
    made.kind === 'made'
      ? await replaceThumbnails(seen, made, source, context)
      : await fail(seen, made, source, context);
  return written && (await isOriginalUnchanged(context, found.original)) ? made.kind : undefined;
}

/** Variants first: the primary's arrival means that all is ready. */
async function replaceThumbnails(
  seen: DerivedObjects,
  made: Extract<Made, { kind: 'made' }>,
  source: Source,
  { journal }: ReconcileContext,
): Promise<boolean> {
  for (const [name, variant] of seen.variants) {
    const image = made.variants.get(name);
    if (!image || isFrom(variant, source.original.etag, source.recipe)) continue;
    if (!(await writeThumbnail(variant, image, made, source))) return false;
    journal.changed = true;
  }
  if (!(await writeThumbnail(seen.primary, made.primary, made, source))) return false;
  journal.changed = true;
  return removeObserved(seen.failures, journal, source.signal);
}

/** The record comes last: until then the photo counts as being processed, never as ready. */
async function fail(
  seen: DerivedObjects,
  { reason }: Extract<Made, { kind: 'failed' }>,
  source: Source,
  { journal, derived }: ReconcileContext,
): Promise<boolean> {
  const { primary, variants, failures } = seen;
  const outdated = failures.filter(({ key }) => key !== failureKey(source.key, reason));
  if (!(await removeObserved([primary, ...variants.values(), ...outdated], journal, source.signal)))
    return false;
  if (!(await writeFailure(seen, derived, reason, source))) return false;
  journal.changed = true;
  journal.refused = reason;
  return true;
}

function removeAll(
  { primary, variants, failures }: DerivedObjects,
  { journal, signal }: ReconcileContext,
): Promise<boolean> {
  return removeObserved([primary, ...variants.values(), ...failures], journal, signal);
}
