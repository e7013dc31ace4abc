/** How long other scrapers than the first may take to see a new series begin: the longest usual scrape interval, in ms. */
const graceMs = 60_000;

interface FirstShown {
  readonly at: number;
  readonly to: Set<string>;
}

/**
 * Returns a function that changes a page of metrics in Prometheus's text format for one scraper: a counter or histogram that
 * this scraper has not seen yet is shown as 0, and with its value from the next scrape on.
 *
 * `rate()` and `increase()` ignore the first value of a series, so everything that a pod counted before its first scrape
 * would be missing. With scale to zero that is most of it.
 *
 * Only within a minute of the first scrape of a series: later a scraper with a new address may be an old one that
 * restarted, for which a 0 would be a counter reset.
 * @param now in milliseconds
 */
export function createStartAtZero(
  now: () => number = performance.now.bind(performance),
): (page: string, scraper: string) => string {
  const known = new Map<string, FirstShown>();

  function isNew(series: string, scraper: string): boolean {
    const shown = known.get(series);
    if (!shown) {
      known.set(series, { at: now(), to: new Set([scraper]) });
      return true;
    }
    if (shown.to.has(scraper)) return false;
    if (now() - shown.at >= graceMs) return false;
    shown.to.add(scraper);
    return true;
  }

  return (page, scraper) => {
    let counts = false;
    const lines = page.split('\n').map((line) => {
      if (line.startsWith('#')) {
        if (line.startsWith('# TYPE ')) counts = /(counter|histogram)$/.test(line);
        return line;
      }
      if (!counts || line === '') return line;
      const series = line.slice(0, line.lastIndexOf(' '));
      return isNew(series, scraper) ? `${series} 0` : line;
    });
    return lines.join('\n');
  };
}
