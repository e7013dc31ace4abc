import type { CallApi } from '../api/call-api.ts';
import type { Timeline } from '../api/types.ts';
import { countPhotos, expectMonth, expectPages, findOrAdd, type Month } from './month-pages.ts';

/** Milliseconds between two questions while the service still counts. */
const pause = 1000;

interface CountMonthsOptions {
  readonly call: CallApi;
  readonly isCurrent: () => () => boolean;
  readonly months: () => Month[];
  readonly publish: () => void;
}

/** Asks how many photos each month has, so that the sheet has its full height before they are loaded. */
export function createCountMonths({ call, isCurrent, months, publish }: CountMonthsOptions) {
  return async (): Promise<void> => {
    const current = isCurrent();
    for (;;) {
      const timeline = await call<Timeline>('/v1/timeline');
      if (!current()) return;
      for (const { month, photos } of timeline.months) expectAtLeast(findOrAdd(months(), month), photos);
      publish();
      if (timeline.complete) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
}

/** Lets a month that is not loaded, or in part, expect what is left. The count may be older than what is loaded. */
export function expectAtLeast(month: Month, photos: number): void {
  const known = countPhotos(month);
  month.isCounted = true;
  if (photos <= known) return;
  if (month.pages.length === 0) month.pages = expectMonth(month.month, photos).pages;
  if (month.pages.every(({ ids }) => ids !== undefined)) return;
  const loaded = month.pages.filter(({ ids }) => ids !== undefined);
  const start = month.pages.find(({ ids }) => ids === undefined)?.start;
  const there = loaded.reduce((sum, { ids }) => sum + (ids?.length ?? 0), 0);
  // Pages that were loaded out of order have no start that follows from their predecessor.
  if (month.pages.findIndex(({ ids }) => ids === undefined) < loaded.length) return;
  month.pages = [...loaded, ...expectPages(start, photos - there)];
}
