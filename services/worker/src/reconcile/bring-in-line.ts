import { failureKey, isThumbnail } from '@proofsheet/photos';
import type { Made } from '../thumbnails/recipe.ts';
import {
  areThumbnailsOf,
  type DerivedObjects,
  isFailureOf,
  isFrom,
  readDerivedObjects,
} from './derived-objects.ts';
import { isAsBefore } from './is-as-before.ts';
import type { Outcome, Scene } from './reconcile.ts';
import { removeSeen, type Source, writeFailure, writeThumbnail } from './write-derived.ts';

/**
 * One round of the slower way: look at everything derived, **then** at the original, and change only what is still as
 * it was seen. Undefined when something changed meanwhile: the next round looks again.
 */
export async function bringInLine(scene: Scene): Promise<Outcome | undefined> {
  const { originals, key, signal, journal, recipe } = scene;
  const seen = await readDerivedObjects(scene, recipe, key, signal);
  const original = await originals.head(key, signal);
  if (!original) {
    journal.sawAbsent = true;
    const removed = await removeAll(seen, scene);
    return removed && (await isAsBefore(scene, undefined)) ? 'removed' : undefined;
  }
  if (isThumbnail(original.metadata)) return 'own';
  if (areThumbnailsOf(seen, original.etag, recipe) || isFailureOf(seen, original.etag, recipe)) {
    return (await isAsBefore(scene, original)) ? 'unchanged' : undefined;
  }

  const found = await scene.makeOfOriginal(original);
  if (!found || found.made.kind === 'own') return undefined;
  const { made } = found;
  const source = {
    key,
    original: found.original,
    storedAt: scene.storedAt(found.original),
    madeAt: scene.now(),
    recipe,
    signal,
  };
  const written =
    made.kind === 'made'
      ? await replaceThumbnails(seen, made, source, scene)
      : await fail(seen, made, source, scene);
  return written && (await isAsBefore(scene, found.original)) ? made.kind : undefined;
}

/** Variants first: the primary's arrival means that all is ready. */
async function replaceThumbnails(
  seen: DerivedObjects,
  made: Extract<Made, { kind: 'made' }>,
  source: Source,
  { journal }: Scene,
): Promise<boolean> {
  for (const [name, variant] of seen.variants) {
    const image = made.variants.get(name);
    if (!image || isFrom(variant, source.original.etag, source.recipe)) continue;
    if (!(await writeThumbnail(variant, image, made, source))) return false;
    journal.changed = true;
  }
  if (!(await writeThumbnail(seen.primary, made.primary, made, source))) return false;
  journal.changed = true;
  return removeSeen(seen.failures, journal, source.signal);
}

/** The record comes last: until then the photo counts as being processed, never as ready. */
async function fail(
  seen: DerivedObjects,
  { reason }: Extract<Made, { kind: 'failed' }>,
  source: Source,
  { journal, derived }: Scene,
): Promise<boolean> {
  const { primary, variants, failures } = seen;
  const outdated = failures.filter(({ key }) => key !== failureKey(source.key, reason));
  if (!(await removeSeen([primary, ...variants.values(), ...outdated], journal, source.signal))) return false;
  if (!(await writeFailure(seen, derived, reason, source))) return false;
  journal.changed = true;
  journal.refused = reason;
  return true;
}

function removeAll(
  { primary, variants, failures }: DerivedObjects,
  { journal, signal }: Scene,
): Promise<boolean> {
  return removeSeen([primary, ...variants.values(), ...failures], journal, signal);
}
