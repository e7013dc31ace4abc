/** Label matchers of the release that the dashboard's variables name. */
export const here = 'namespace="$namespace",release="$release"';

/** A selector of the release's series of a metric; more label matchers as PromQL. */
export function of(metric: string, matchers = ''): string {
  return `${metric}{${here}${matchers && `,${matchers}`}}`;
}

/** Sum of the per-second rates of a counter, for each value of the labels `by`. */
export function sumRate(metric: string, { matchers = '', by = '' } = {}): string {
  return `sum${by && ` by (${by})`} (rate(${of(metric, matchers)}[$__rate_interval]))`;
}

/** Increase of a counter within a window, by default the whole time range of the dashboard; all series together. */
export function sumIncrease(metric: string, matchers = '', window = '$__range'): string {
  return `sum(increase(${of(metric, matchers)}[${window}]))`;
}

/** A quantile of a histogram over all pods, for each value of the labels `by`. */
export function quantile(q: number, metric: string, { matchers = '', by = '' } = {}): string {
  const labels = by === '' ? 'le' : `le, ${by}`;
  return `histogram_quantile(${q}, ${sumRate(`${metric}_bucket`, { matchers, by: labels })})`;
}

/**
 * KEDA's own series of this release's ScaledObjects. The namespace of an object is `exported_namespace` where KEDA is
 * scraped without honorLabels, else `namespace`. `wrap` is applied to each of the two.
 */
export function keda(metric: string, services: string, wrap = (selector: string) => selector): string {
  return ['exported_namespace', 'namespace']
    .map((label) => wrap(`${metric}{${label}="$namespace",scaledObject=~"$release-${services}"}`))
    .join(' or ');
}

/**
 * A value of the chart, which its PrometheusRule records; the chart's default where the rules are not installed.
 * @param name such as `max_replicas`
 */
export function chartValue(name: string, fallback: number, service?: string): string {
  const selector = of(`proofsheet:${name}`, service && `service="${service}"`);
  return `(max(${selector}) or vector(${fallback}))`;
}

/** Queries of the median and of the slow ends of a histogram. */
export function percentiles(metric: string, matchers = ''): Record<string, string> {
  return {
    p50: quantile(0.5, metric, { matchers }),
    p95: quantile(0.95, metric, { matchers }),
    p99: quantile(0.99, metric, { matchers }),
  };
}
