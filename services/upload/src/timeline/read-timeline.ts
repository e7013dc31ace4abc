import { ownerPrefix, photoPrefix } from '@proofsheet/photos';
import type { Stores } from '../photos/photo-store.ts';
import { countPhotos, emptyTimeline, type TimelineState } from './timeline-state.ts';

/** Maximum list calls per request: 20,000 photos. */
const maxPages = 20;
const pageRows = 1000;
/** Milliseconds after which everything is counted again, to drop deleted photos. */
const maxAgeMs = 24 * 3_600_000;
/** Maximum bytes of the record: a century of months takes less. */
const maxBytes = 64 * 1024;

export type ReadTimeline = ReturnType<typeof createReadTimeline>;

/**
 * Counts an owner's photos by month. The count is stored in the derived bucket. Each request updates it with a limited number
 * of list calls. It may lag behind deletions by a day.
 */
export function createReadTimeline({ originals, derived }: Stores, now: () => Date) {
  return async (owner: string, signal: AbortSignal): Promise<TimelineState> => {
    const key = `timelines/${owner}.json`;
    const object = await derived.get(key, { maxBytes, signal });
    const known = object && (JSON.parse(object.body.toString()) as TimelineState);
    object?.release();
    const isFresh = known && now().getTime() - Date.parse(known.startedAt) < maxAgeMs;
    const pages = { left: maxPages };
    const newer = isFresh ? await countNewer(owner, known, pages, signal) : undefined;
    const state = await countOlder(owner, newer ?? emptyTimeline(now()), pages, signal);
    if (JSON.stringify(state) !== JSON.stringify(known)) {
      // If another request was faster, its count stays.
      const expected = object ? { etag: object.etag } : 'absent';
      await derived.put(key, JSON.stringify(state), { contentType: 'application/json', expected }, signal);
    }
    return state;
  };

  /** Undefined if there are more photos than the pages reach: then everything is counted again. */
  async function countNewer(
    owner: string,
    state: TimelineState,
    pages: { left: number },
    signal: AbortSignal,
  ): Promise<TimelineState | undefined> {
    if (state.newest === undefined) return undefined;
    const end = photoPrefix(owner, state.newest);
    let counted = state;
    for (let after: string | undefined; pages.left > 0; ) {
      pages.left -= 1;
      const rows = await originals.list(
        { prefix: ownerPrefix(owner), limit: pageRows, ...(after !== undefined && { startAfter: after }) },
        signal,
      );
      const newer = rows.filter(({ key }) => key < end);
      counted = countPhotos(counted, newer);
      if (newer.length < rows.length || rows.length < pageRows) return counted;
      after = rows.at(-1)?.key;
    }
    return undefined;
  }

  async function countOlder(
    owner: string,
    state: TimelineState,
    pages: { left: number },
    signal: AbortSignal,
  ): Promise<TimelineState> {
    let counted = state;
    while (!counted.complete && pages.left > 0) {
      pages.left -= 1;
      const { oldest } = counted;
      const rows = await originals.list(
        { prefix: ownerPrefix(owner), limit: pageRows, ...(oldest !== undefined && { startAfter: oldest }) },
        signal,
      );
      const complete = rows.length < pageRows;
      counted = { ...countPhotos(counted, rows), oldest: rows.at(-1)?.key ?? oldest, complete };
    }
    return counted;
  }
}
