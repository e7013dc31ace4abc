import type { StoredObject } from '@proofsheet/object-store';
import { chooseOutcome, etagHash, variantKey } from '@proofsheet/photos';
import { recordsOf } from './misleads.ts';
import { key, type World } from './world.ts';

/** What is wrong once every message is gone. */
export function judge({ buckets, recipe, misled }: World): string | undefined {
  const { originals, thumbnails, derived } = buckets;
  const original = originals.get(key);
  if (misled()) return misled();
  if (!original)
    return thumbnails.size + derived.size > 0 ? 'something is left of a photo that is gone' : undefined;
  const records = recordsOf(derived);
  const fitting = records.filter((record) => record.etagHash === etagHash(original.etag));
  if (fitting.length !== 1) return `${fitting.length} records of this version`;
  const status = chooseOutcome(records, original.etag)?.outcome.status;
  const isRight = (object: StoredObject | undefined) =>
    object?.metadata['source-etag'] === original.etag && object.metadata.recipe === recipe().id;
  const variants = [...derived.keys()].filter((name) => name.startsWith('variants/'));
  if (isBad(original, recipe().limitsId)) {
    if (thumbnails.size + variants.length > 0) return 'a broken photo has a thumbnail';
    return status === 'failed' ? undefined : 'the failure record is missing';
  }
  if (status !== 'ready') return 'the outcome record is missing';
  if (!isRight(thumbnails.get(key))) return 'the primary is stale or missing';
  const wanted = recipe().variants.map((name) => variantKey(name, key));
  if (!wanted.every((name) => isRight(derived.get(name)))) return 'a variant is stale or missing';
  return variants.length === wanted.length ? undefined : 'a retired variant is left';
}

function isBad({ body }: StoredObject, limitsId: string): boolean {
  return body.toString().startsWith('bad') || (limitsId === 'narrow' && body.toString().startsWith('big'));
}
