import type { OutcomeRow } from '../photos/outcome-row.ts';

/** Changes of the newest outcome records of an album between two polls. */
export interface OutcomeChange {
  readonly appeared: readonly OutcomeRow[];
  /** Photos that no longer have a record. */
  readonly gone: readonly string[];
}

/** Rows per poll while nothing changes, and while something does. */
const quietRows = 100;
const busyRows = 1000;
/** Milliseconds without a change until polls get small. A retried photo takes minutes. */
const quietAfterMs = 5 * 60_000;

/**
 * Compares polls of the newest records of an album. A poll shows a window of them: a record that leaves it at its end is not
 * gone, and one that enters it there is not new.
 */
export function createNewestWindow() {
  /** Photo by the key of its record. */
  let seen: ReadonlyMap<string, string> | undefined;
  /** The last key of the window; undefined while the window holds all. */
  let end: string | undefined;
  let lastChange = Number.NEGATIVE_INFINITY;
  return {
    /** Rows to list in the next poll. */
    rows: (nowMs: number): number => (nowMs - lastChange < quietAfterMs ? busyRows : quietRows),

    /** Changes since the previous poll; none at the first. `last` is the key at the window's end, if more follow. */
    look(rows: readonly OutcomeRow[], last: string | undefined, nowMs: number): OutcomeChange {
      const now = new Map(rows.map(({ key, original }) => [key, original]));
      const before = seen;
      const within = (key: string, bound: string | undefined) => bound === undefined || key <= bound;
      const appeared = before ? rows.filter(({ key }) => !before.has(key) && within(key, end)) : [];
      const photos = new Set(now.values());
      const gone = new Set(
        [...(before ?? [])].flatMap(([key, photo]) =>
          !now.has(key) && !photos.has(photo) && within(key, last) ? [photo] : [],
        ),
      );
      if (appeared.length > 0 || gone.size > 0) lastChange = nowMs;
      // If every row is new, the rows between this window and the previous one are still unknown.
      const isTorn =
        last !== undefined && before !== undefined && before.size > 0 && appeared.length === rows.length;
      seen = isTorn ? new Map([...before, ...now]) : now;
      end = isTorn ? end : last;
      return { appeared, gone: [...gone] };
    },
  };
}
