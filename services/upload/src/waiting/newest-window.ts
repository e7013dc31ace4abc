import type { OutcomeRow } from '../photos/outcome-row.ts';

/** How the newest outcome records of an album changed between two looks. */
export interface OutcomeChange {
  readonly appeared: readonly OutcomeRow[];
  /** Photos that had a record and have none any more. */
  readonly gone: readonly string[];
}

/** Rows of a look while nothing happens, and while something does. */
const quietRows = 100;
const busyRows = 1000;
/** Milliseconds without a change after which nothing happens. A photo that comes back from a retry takes minutes. */
const quietAfterMs = 5 * 60_000;

/**
 * Compares looks at the newest records of an album. A look shows a window of them: what leaves it at its end is not
 * gone, and what enters it there is not new.
 */
export function createNewestWindow() {
  /** Photo by the key of its record. */
  let seen: ReadonlyMap<string, string> | undefined;
  /** The last key of the window; undefined while the window holds all. */
  let end: string | undefined;
  let lastChange = Number.NEGATIVE_INFINITY;
  return {
    /** How many rows the next look should ask for. */
    rows: (nowMs: number): number => (nowMs - lastChange < quietAfterMs ? busyRows : quietRows),

    /** What changed since the look before; nothing at the first. `last` is the key at the window's end, if more follow. */
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
      // When every row is new, those between this window and the one before are still to be seen.
      const isTorn =
        last !== undefined && before !== undefined && before.size > 0 && appeared.length === rows.length;
      seen = isTorn ? new Map([...before, ...now]) : now;
      end = isTorn ? end : last;
      return { appeared, gone: [...gone] };
    },
  };
}
