import { hash } from 'node:crypto';
import { parseOriginalKey } from './object-key.ts';

/**
 * The trace of a photo, and the first span of it. Both follow from the key of the original, which every event names: the
 * trace id is the photo id (80 of its bits are random), or a hash of the key of an object uploaded without the API.
 */
export function photoTraceIds(key: string): { readonly traceId: string; readonly spanId: string } {
  return traceIdsOf(parseOriginalKey(key)?.photoId ?? hash('sha256', key).slice(0, 32));
}

/** The same by the photo id. */
export function traceIdsOf(photoId: string): { readonly traceId: string; readonly spanId: string } {
  return { traceId: photoId, spanId: photoId.slice(16) };
}
