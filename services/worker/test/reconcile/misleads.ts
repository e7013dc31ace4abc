import type { StoredObject } from '@proofsheet/object-store';
import { chooseOutcome, type OutcomeRecord, parseOutcomeKey, variantKey } from '@proofsheet/photos';

type Objects = ReadonlyMap<string, StoredObject>;

/**
 * What a reader of the outcome records could be told now that is not so. Where one worker can decode a version and
 * another cannot, as during a rollout of other limits, only the check that follows sets that right.
 */
export function misleads(
  key: string,
  { originals, thumbnails, derived }: { originals: Objects; thumbnails: Objects; derived: Objects },
  watchVariants = true,
): string | undefined {
  const original = originals.get(key);
  if (!original || original.body.toString().startsWith('big')) return undefined;
  const outcome = chooseOutcome(recordsOf(derived), original.etag)?.outcome;
  if (outcome?.status !== 'ready') return undefined;
  const isThere = (object: StoredObject | undefined) => object?.metadata['source-etag'] === original.etag;
  if (!isThere(thumbnails.get(key))) return 'shown ready without the primary of this version';
  if (!watchVariants) return undefined;
  const variants = outcome.variants.map((name) => derived.get(variantKey(name, key)));
  return variants.every(isThere) ? undefined : 'shown ready without a variant of this version';
}

export function recordsOf(derived: Objects): OutcomeRecord[] {
  return [...derived.keys()].map(parseOutcomeKey).filter((record) => record !== undefined);
}
