import type { ObjectHead } from '@proofsheet/object-store';
import { parseOutcomeKey } from '@proofsheet/photos';
import type { DerivedObjects, Observed } from './observe-derived.ts';
import type { ReconcileContext } from './reconcile-context.ts';

/**
 * Checks whether everything derived matches this version of the original and the recipe, with exactly one outcome
 * record: `ready` with all thumbnails, or `failed` with none. Returns undefined if something has to change.
 */
export function statusInLine(
  { primary, variants, records, oldRecords }: DerivedObjects,
  original: ObjectHead,
  context: ReconcileContext,
): 'ready' | 'failed' | undefined {
  const { recipe } = context;
  const [record, ...others] = records;
  if (!record || others.length > 0 || oldRecords.length > 0) return undefined;
  const status = parseOutcomeKey(record.key)?.outcome.status;
  if (status === 'ready') {
    const wanted = [record, primary, ...recipe.variants.map((name) => variants.get(name))];
    const retired = [...variants].filter(([name, { head }]) => head && !recipe.variants.includes(name));
    const complete = wanted.every((object) => object && isFrom(object, original, recipe.id));
    return complete && retired.length === 0 ? status : undefined;
  }
  const bare = [primary, ...variants.values()].every(({ head }) => head === undefined);
  return status === 'failed' && bare && isFailureOf(record, original, context) ? status : undefined;
}

/** Whether the object was made from this version of the original by this recipe. */
export function isFrom({ head }: Observed, original: ObjectHead, recipeId: string): boolean {
  return head?.metadata['source-etag'] === original.etag && head.metadata.recipe === recipeId;
}

/** Whether the record says that this version fails under the current limits. With more memory it is tried again. */
export function isFailureOf(
  record: Observed,
  original: ObjectHead,
  { recipe, limits, memory }: Pick<ReconcileContext, 'recipe' | 'limits' | 'memory'>,
): boolean {
  if (!isFrom(record, original, recipe.id) || record.head?.metadata.limits !== limits) return false;
  const { outcome } = parseOutcomeKey(record.key) ?? {};
  const lackedMemory = outcome?.status === 'failed' && outcome.reason === 'too-much-memory';
  return !lackedMemory || Number(record.head.metadata['memory-bytes']) >= memory.total;
}
