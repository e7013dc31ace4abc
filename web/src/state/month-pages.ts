import type { Photo } from '../api/types.ts';

/** Photos of one call of the list. */
export const pageSize = 200;
/** The last moment that an id's first 12 hex digits can tell, in ms since 1970: they count down to it. */
const lastTime = 0xffff_ffff_ffff;

/** How a page of the list is asked for. */
export type PageStart = { readonly before: string } | { readonly cursor: string } | undefined;

/** Part of a month that is loaded at once. */
export interface Page {
  /** Undefined while no page before it told. */
  start: PageStart;
  /** Photo ids, or how many are expected. */
  ids: string[] | undefined;
  expected: number;
}

export interface Month {
  /** `2026-07`, in UTC. */
  readonly month: string;
  pages: Page[];
  /** Whether the service has told how many photos it has. */
  isCounted?: boolean;
}

/** The value of `before` that begins with a month's last photo. */
export function beforeOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
}

/**
 * The month that a photo is counted in, by the time in its id, which lists and counts go by. `uploadedAt` is S3's: it is
 * that of the copy where a bucket was copied.
 */
export function monthOf({ photoId, uploadedAt }: Pick<Photo, 'photoId' | 'uploadedAt'>): string {
  const [time] = /^[0-9a-f]{12}/.exec(photoId) ?? [];
  if (time === undefined) return uploadedAt.slice(0, 7);
  return new Date(lastTime - Number.parseInt(time, 16)).toISOString().slice(0, 7);
}

export function countPhotos({ pages }: Month): number {
  return pages.reduce((sum, { ids, expected }) => sum + (ids?.length ?? expected), 0);
}

/** A month of which only the number of photos is known. */
export function expectMonth(month: string, photos: number): Month {
  return { month, pages: expectPages({ before: beforeOf(month) }, photos) };
}

/** Pages for so many photos, of which only the first's start is known. */
export function expectPages(start: PageStart, photos: number): Page[] {
  const pages: Page[] = [];
  for (let left = photos; left > 0; left -= pageSize) {
    const first = pages.length === 0 ? start : undefined;
    pages.push({ start: first, ids: undefined, expected: Math.min(pageSize, left) });
  }
  return pages;
}

/** The page that holds a photo of the month, and the photo's place in it. */
export function findPage(
  { pages }: Month,
  index: number,
): { readonly page: number; readonly offset: number } | undefined {
  let offset = index;
  for (const [page, { ids, expected }] of pages.entries()) {
    const length = ids?.length ?? expected;
    if (offset < length) return { page, offset };
    offset -= length;
  }
  return undefined;
}

/** Puts what a call answered into the months, in which `from` is the page that was asked for. Returns the pages. */
export function fillPages(
  months: Month[],
  from: { readonly month: string; readonly page: number },
  answer: { readonly photos: readonly Photo[]; readonly nextCursor?: string },
): Page[] {
  const filled: Page[] = [];
  const groups = Map.groupBy(answer.photos, monthOf);
  if (!groups.has(from.month)) groups.set(from.month, []);
  const names = [...groups.keys()].sort().reverse();
  for (const name of names) {
    const ids = (groups.get(name) ?? []).map(({ photoId }) => photoId);
    const month = findOrAdd(months, name);
    const number = name === from.month ? from.page : 0;
    const isLast = name === names.at(-1);
    const cursor = isLast ? answer.nextCursor : undefined;
    // The answer may go on into months that are there already.
    if (name !== from.month && isWhole(month)) continue;
    const isCounted = month.isCounted === true && month !== months[0];
    filled.push(fillPage(month, number, ids, cursor, isCounted));
  }
  return filled;
}

function isWhole({ pages }: Month): boolean {
  return pages.length > 0 && pages.every(({ ids }) => ids !== undefined);
}

function fillPage(
  month: Month,
  number: number,
  ids: string[],
  cursor: string | undefined,
  isCounted: boolean,
): Page {
  const others = new Set(month.pages.flatMap((page, index) => (index === number ? [] : (page.ids ?? []))));
  const expected = countPhotos(month);
  const page: Page = month.pages[number] ?? {
    start: { before: beforeOf(month.month) },
    ids: undefined,
    expected: 0,
  };
  const own = ids.filter((id) => !others.has(id));
  Object.assign(page, { ids: own, expected: own.length });
  month.pages[number] = page;
  if (cursor === undefined) {
    month.pages.length = number + 1;
    return page;
  }
  const next = month.pages[number + 1];
  if (next?.ids) return page;
  const before = month.pages.slice(0, number + 1).reduce((sum, { expected: count }) => sum + count, 0);
  const knownLater = month.pages.slice(number + 1).some(({ ids: loaded }) => loaded !== undefined);
  if (next && (knownLater || next.start)) {
    next.start ??= { cursor };
    return page;
  }
  // Counts may lag behind the newest month: at least one more is there, or its answer would have ended.
  const left = Math.max(isCounted ? 0 : 1, expected - before);
  month.pages.splice(number + 1, Number.POSITIVE_INFINITY, ...expectPages({ cursor }, left));
  return page;
}

/** Months are newest first. */
export function findOrAdd(months: Month[], name: string): Month {
  const at = months.findIndex(({ month }) => month <= name);
  const found = months[at];
  if (found?.month === name) return found;
  const month: Month = { month: name, pages: [] };
  months.splice(at < 0 ? months.length : at, 0, month);
  return month;
}
