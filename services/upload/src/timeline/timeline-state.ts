import type { ListedObject } from '@proofsheet/object-store';
import { parseOriginalKey, photoIdTime } from '@proofsheet/photos';

/** Progress of counting an owner's photos: from newest to oldest, then newer ones. */
export interface TimelineState {
  /** When counting began, in ISO 8601. */
  readonly startedAt: string;
  /** Newest counted photo; undefined before the first. */
  readonly newest: string | undefined;
  /** Key of the oldest counted original. */
  readonly oldest: string | undefined;
  /** Whether there are no older photos. */
  readonly complete: boolean;
  /** Photos by month, `2026-07`, in UTC. */
  readonly months: Readonly<Record<string, number>>;
}

export function emptyTimeline(now: Date): TimelineState {
  return { startedAt: now.toISOString(), newest: undefined, oldest: undefined, complete: false, months: {} };
}

/** Adds these originals to the count. */
export function countPhotos(state: TimelineState, originals: readonly ListedObject[]): TimelineState {
  const months = { ...state.months };
  let { newest } = state;
  for (const { key } of originals) {
    const photoId = parseOriginalKey(key)?.photoId;
    if (photoId === undefined) continue;
    const month = new Date(photoIdTime(photoId)).toISOString().slice(0, 7);
    months[month] = (months[month] ?? 0) + 1;
    if (newest === undefined || photoId < newest) newest = photoId;
  }
  return { ...state, months, newest };
}

/** The month after that one: `2026-12` → `2027-01`. */
export function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
