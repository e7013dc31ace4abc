import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import { failurePrefix, variantKey } from '@proofsheet/photos';
import type { Recipe } from '../thumbnails/recipe.ts';

/** An object as it was seen: what may be replaced or deleted, and only as long as it is still that. */
export interface Observed {
  readonly store: ObjectStore;
  readonly key: string;
  readonly head: ObjectHead | undefined;
}

/** Everything that exists because of one original. */
export interface DerivedObjects {
  readonly primary: Observed;
  readonly variants: ReadonlyMap<string, Observed>;
  readonly failures: readonly Observed[];
}

export interface Buckets {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

/** Reads what exists now because of the original `key`. */
export async function readDerivedObjects(
  { thumbnails, derived }: Buckets,
  recipe: Recipe,
  key: string,
  signal: AbortSignal,
): Promise<DerivedObjects> {
  const see = async (store: ObjectStore, seenKey: string): Promise<Observed> => ({
    store,
    key: seenKey,
    head: await store.head(seenKey, signal),
  });
  const primary = await see(thumbnails, key);
  const variants = new Map<string, Observed>();
  for (const name of recipe.variants) variants.set(name, await see(derived, variantKey(name, key)));
  const records = await derived.list({ prefix: failurePrefix(key), shallow: true }, signal);
  const failures: Observed[] = [];
  for (const record of records) failures.push(await see(derived, record.key));
  return { primary, variants, failures };
}

/** Whether the primary and every variant were made of the original with this ETag by this recipe. */
export function areThumbnailsOf(
  { primary, variants }: DerivedObjects,
  etag: string,
  recipe: Recipe,
): boolean {
  return [primary, ...variants.values()].every((seen) => isFrom(seen, etag, recipe));
}

/** Whether all there is, is one record that the original with this ETag has no thumbnail by this recipe. */
export function isFailureOf(
  { primary, variants, failures }: DerivedObjects,
  etag: string,
  recipe: Recipe,
): boolean {
  const [record, ...others] = failures;
  const nothingElse = [primary, ...variants.values(), ...others].every(({ head }) => head === undefined);
  return record !== undefined && nothingElse && isFrom(record, etag, recipe);
}

/** Whether the object was made of the original with this ETag by this recipe. */
export function isFrom({ head }: Observed, etag: string, recipe: Recipe): boolean {
  return head?.metadata['source-etag'] === etag && head.metadata.recipe === recipe.id;
}
