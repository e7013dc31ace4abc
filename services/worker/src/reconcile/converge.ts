import { isThumbnail } from '@proofsheet/photos';
import type { Failed, Thumbnails } from '../thumbnails/recipe.ts';
import { type DerivedObjects, isOriginalUnchanged, observeDerived } from './observe-derived.ts';
import type { ReconcileContext, ReconcileResult } from './reconcile-context.ts';
import { isFrom, statusInLine } from './status-in-line.ts';
import {
  readyOutcome,
  recordKey,
  removeObserved,
  type Source,
  sourceOf,
  writeRecord,
  writeThumbnail,
} from './write-derived.ts';

/**
 * One round of the slow path: observes everything derived, **then** the original, and changes only objects that are
 * still as observed. Returns undefined if something changed meanwhile: the next round observes again.
 */
export async function converge(context: ReconcileContext): Promise<ReconcileResult | undefined> {
  const { originals, key, signal, journal } = context;
  const observed = await observeDerived(context);
  const original = await originals.head(key, signal);
  if (!original) {
    journal.sawAbsent = true;
    const removed = await removeAll(observed, context);
    return removed && (await isOriginalUnchanged(context, undefined)) ? 'removed' : undefined;
  }
  if (isThumbnail(original.metadata)) return 'own';
  const status = statusInLine(observed, original, context);
  if (status) {
    if (status === 'failed') journal.sawUndecodable = true;
    return (await isOriginalUnchanged(context, original)) ? 'unchanged' : undefined;
  }

  const found = await context.makeOfOriginal(original);
  if (!found || found.made.kind === 'own') return undefined;
  const { made } = found;
  const source = sourceOf(context, found.original);
  const written =
    made.kind === 'made'
      ? await replaceThumbnails(observed, made, source)
      : await replaceByFailure(observed, made, source);
  return written && (await isOriginalUnchanged(context, found.original)) ? made.kind : undefined;
}

/**
 * Writes variants first, because the arrival of the primary means that all are ready, and the record last. Deletes
 * unwanted objects afterwards, so that a photo stays ready while another recipe makes its thumbnails again.
 */
async function replaceThumbnails(
  observed: DerivedObjects,
  made: Thumbnails,
  source: Source,
): Promise<boolean> {
  const { primary, variants, records, oldRecords } = observed;
  const { original, context } = source;
  const { recipe, journal } = context;
  let isPrimaryDue = !isFrom(primary, original, recipe.id);
  for (const [name, image] of made.variants) {
    const variant = variants.get(name);
    if (!variant || isFrom(variant, original, recipe.id)) continue;
    if (!(await writeThumbnail(variant, image, made, source))) return false;
    journal.changed = true;
    isPrimaryDue = true;
  }
  if (isPrimaryDue) {
    if (!(await writeThumbnail(primary, made.primary, made, source))) return false;
    journal.changed = true;
  }
  const outcome = readyOutcome(made, isPrimaryDue ? made.primary.body.length : (primary.head?.size ?? 0));
  const record = await writeRecord(outcome, records, source);
  if (record === 'refused') return false;
  if (record === 'written') journal.changed = true;
  const outdated = records.filter(({ key }) => key !== recordKey(outcome, source));
  const retired = [...variants].filter(([name]) => !made.variants.has(name)).map(([, variant]) => variant);
  return removeObserved([...outdated, ...oldRecords, ...retired], context);
}

/** The record comes last: until then the photo is processing, not ready. */
async function replaceByFailure(observed: DerivedObjects, failed: Failed, source: Source): Promise<boolean> {
  const { primary, variants, records, oldRecords } = observed;
  const { journal } = source.context;
  journal.sawUndecodable = true;
  const outcome = { status: 'failed', reason: failed.reason } as const;
  const outdated = records.filter(({ key }) => key !== recordKey(outcome, source));
  const unwanted = [...outdated, ...oldRecords, primary, ...variants.values()];
  if (!(await removeObserved(unwanted, source.context))) return false;
  const record = await writeRecord(outcome, records, source);
  if (record === 'written') {
    journal.changed = true;
    journal.refused = failed.reason;
  }
  return record !== 'refused';
}

/** Deletes records first: a deleted photo must not look ready. */
function removeAll(
  { primary, variants, records, oldRecords }: DerivedObjects,
  context: ReconcileContext,
): Promise<boolean> {
  return removeObserved([...records, ...oldRecords, primary, ...variants.values()], context);
}
