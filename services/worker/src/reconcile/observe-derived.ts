import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import { failurePrefix, outcomePrefix, variantKey, variantsRoot } from '@proofsheet/photos';
import type { ReconcileContext } from './reconcile-context.ts';

/** An object as it was observed: it may be replaced or deleted only while it is still the same. */
export interface Observed {
  readonly store: ObjectStore;
  readonly key: string;
  readonly head: ObjectHead | undefined;
}

/** Everything that exists because of one original. */
export interface DerivedObjects {
  readonly primary: Observed;
  /** By name: the variants of the recipe, and all others that exist, such as those of an earlier recipe. */
  readonly variants: ReadonlyMap<string, Observed>;
  /** Outcome records, of any version of the original. */
  readonly records: readonly Observed[];
  /** Failure records of earlier releases. They are deleted. */
  readonly oldRecords: readonly Observed[];
}

/**
 * Reads all objects derived from the original, records last: a listed record may then vouch for the objects that were
 * read before it.
 */
export async function observeDerived(context: ReconcileContext): Promise<DerivedObjects> {
  const { thumbnails, derived, recipe, key, signal } = context;
  const observe = async (store: ObjectStore, observedKey: string): Promise<Observed> => ({
    store,
    key: observedKey,
    head: await store.head(observedKey, signal),
  });
  const observeAll = async (prefix: string): Promise<Observed[]> => {
    const all: Observed[] = [];
    for (const { key: listed } of await derived.list({ prefix, shallow: true }, signal))
      all.push(await observe(derived, listed));
    return all;
  };

  const primary = await observe(thumbnails, key);
  const variants = new Map<string, Observed>();
  const names = new Set([...recipe.variants, ...(await derived.listFolders(variantsRoot, signal))]);
  for (const name of names) variants.set(name, await observe(derived, variantKey(name, key)));
  const oldRecords = await observeAll(failurePrefix(key));
  const records = await observeAll(outcomePrefix(key));
  return { primary, variants, records, oldRecords };
}

/** Whether the original is still this version; for undefined, whether it is still absent. */
export async function isOriginalUnchanged(
  { originals, key, signal, journal }: ReconcileContext,
  before: ObjectHead | undefined,
): Promise<boolean> {
  const now = await originals.head(key, signal);
  if (!now) journal.sawAbsent = true;
  return now?.etag === before?.etag;
}
