import {
  firstPhotoIdBefore,
  ownerPrefix,
  parseOriginalKey,
  photoIdTime,
  photoPrefix,
} from '@proofsheet/photos';
import type { Stores } from '../photos/photo-store.ts';
import { nextMonth } from './timeline-state.ts';

/** Photos per page between two positions. */
export const positionStep = 200;
/** Concurrent list calls, and rows of each. */
const rangesAtOnce = 8;
const pageRows = 1000;
/** Milliseconds after which a month is listed again, to drop deleted photos. */
const maxAgeMs = 24 * 3_600_000;
/** Bytes of a record: 35 for each 200 photos, so that 5 million photos a month fit. */
const maxBytes = 1024 ** 2;

/** Where the pages of a month begin. Pages are counted from its oldest photo, so that new photos move none of them. */
interface MonthPositions {
  /** Photos of the first page, which may be short. */
  readonly head: number;
  /** The first photo of each full page, newest first. */
  readonly starts: readonly string[];
}

/** Positions as stored. */
interface MonthRecord {
  /** When the whole month was listed, in ISO 8601. */
  readonly listedAt: string;
  readonly starts: readonly string[];
}

export type ReadMonth = ReturnType<typeof createReadMonth>;

/**
 * Finds where the pages of an owner's month begin. Positions are stored in the derived bucket, and a request lists only newer
 * photos. The first request, and one per day to drop deleted photos, lists the whole month. This takes about a second per
 * 60,000 photos, so a month with more than a million times out.
 */
export function createReadMonth({ originals, derived }: Stores, now: () => Date) {
  return async (owner: string, month: string, signal: AbortSignal): Promise<MonthPositions> => {
    const key = `timelines/${owner}/${month}.json`;
    const object = await derived.get(key, { maxBytes, signal });
    const record = object && (JSON.parse(object.body.toString()) as MonthRecord);
    object?.release();
    const known = record && now().getTime() - Date.parse(record.listedAt) < maxAgeMs ? record : undefined;
    const newest = firstPhotoIdBefore(Date.parse(nextMonth(month)));
    const end = known?.starts[0] ?? firstPhotoIdBefore(Date.parse(month));
    const newer = await listRange(owner, newest, end, signal);
    const head = newer.length % positionStep;
    const fresh = newer.filter((_, index) => index >= head && (index - head) % positionStep === 0);
    const starts = [...fresh, ...(known?.starts ?? [])];
    if (fresh.length > 0) {
      const body = JSON.stringify({ listedAt: known?.listedAt ?? now().toISOString(), starts });
      // If another request was faster, its positions stay.
      const expected = object ? { etag: object.etag } : 'absent';
      await derived.put(key, body, { contentType: 'application/json', expected }, signal);
    }
    return { head, starts };
  };

  /** Ids of the photos from `first` and before `end`, newest first. Lists ranges of time concurrently. */
  async function listRange(
    owner: string,
    first: string,
    end: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const begun = await listPage(owner, photoPrefix(owner, first), end, signal);
    if (begun.next === undefined) return [...begun.ids];
    const from = begun.ids.at(-1) ?? first;
    const cuts = splitRange(from, end);
    const parts = await Promise.all(
      [begun.next, ...cuts.map((cut) => photoPrefix(owner, cut))].map((after, index) =>
        listAll(owner, after, cuts[index] ?? end, signal),
      ),
    );
    return [...begun.ids, ...parts.flat()];
  }

  async function listAll(owner: string, after: string, end: string, signal: AbortSignal): Promise<string[]> {
    const all: string[] = [];
    for (let from: string | undefined = after; from !== undefined; ) {
      const { ids, next }: ListedIds = await listPage(owner, from, end, signal);
      all.push(...ids);
      from = next;
    }
    return all;
  }

  /** Ids after the key and before `end` of one list call, and the key after which to continue. */
  async function listPage(
    owner: string,
    startAfter: string,
    end: string,
    signal: AbortSignal,
  ): Promise<ListedIds> {
    const rows = await originals.list({ prefix: ownerPrefix(owner), startAfter, limit: pageRows }, signal);
    const ids = rows.flatMap(({ key }) => {
      const photoId = parseOriginalKey(key)?.photoId;
      return photoId !== undefined && photoId < end ? [photoId] : [];
    });
    const last = rows.at(-1)?.key;
    const isLast = rows.length < pageRows || last === undefined || last >= photoPrefix(owner, end);
    return { ids, next: isLast ? undefined : last };
  }
}

interface ListedIds {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

/** Ids that divide the time between two ids into equal ranges. */
function splitRange(first: string, end: string): string[] {
  const [from, to] = [first, end].map(photoIdTime) as [number, number];
  return Array.from({ length: rangesAtOnce - 1 }, (_, index) =>
    firstPhotoIdBefore(from + ((to - from) * (index + 1)) / rangesAtOnce),
  ).filter((cut) => cut > first && cut < end);
}
