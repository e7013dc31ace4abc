import { failureKey, variantKey } from '@proofsheet/photos';
import { key, type World } from './world.ts';

/** What is wrong once every message is gone. */
export function judge({ buckets }: World): string | undefined {
  const original = buckets.originals.get(key);
  const primary = buckets.thumbnails.get(key)?.metadata['source-etag'];
  const large = buckets.derived.get(variantKey('large', key))?.metadata['source-etag'];
  const failure = buckets.derived.get(failureKey(key, 'corrupt'))?.metadata['source-etag'];
  if (!original) return primary || large || failure ? 'something is left of a photo that is gone' : undefined;
  if (!original.body.toString().startsWith('bad')) {
    if (primary !== original.etag) return primary ? 'the primary is stale' : 'the primary is missing';
    return large === original.etag ? undefined : 'the variant is stale or missing';
  }
  if (primary || large) return 'a broken photo has a thumbnail';
  return failure === original.etag ? undefined : 'the failure record is stale or missing';
}
