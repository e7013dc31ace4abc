import type { Page } from 'playwright-core';

/** What people feel of a page. Milliseconds, and the share of the view that moved. */
export interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  /** Of all interactions so far the slowest. */
  readonly inp: number;
}

/** Notes from the start of the page. https://web.dev/articles/vitals */
export async function watchVitals(page: Page): Promise<() => Promise<Vitals>> {
  await page.addInitScript(() => {
    const vitals = { lcp: 0, cls: 0, inp: 0 };
    Object.assign(window, { vitals });
    const observe = (type: string, take: (entry: PerformanceEntry) => void, options = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
        type,
        buffered: true,
        ...options,
      });
    observe('largest-contentful-paint', ({ startTime }) => {
      vitals.lcp = startTime;
    });
    observe('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) vitals.cls += value;
    });
    const onEvent = (entry: PerformanceEntry) => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId > 0) vitals.inp = Math.max(vitals.inp, duration);
    };
    observe('event', onEvent, { durationThreshold: 16 });
  });
  return () => page.evaluate(() => (window as Window & { vitals?: Vitals }).vitals as Vitals);
}
