/** Label matchers of the release that the dashboard's variables name. */
export const here = 'namespace="$namespace",release="$release"';

/** A selector of the release's series of a metric; further label matchers as PromQL. */
export function of(metric: string, matchers = ''): string {
  return `${metric}{${here}${matchers && `,${matchers}`}}`;
}

/** Sum of how fast the series of a counter grow, for each value of the labels `by`. */
export function sumRate(metric: string, { matchers = '', by = '' } = {}): string {
  return `sum${by && ` by (${by})`} (rate(${of(metric, matchers)}[$__rate_interval]))`;
}

/** How far the series of a counter grew in the dashboard's whole time range, together. */
export function sumIncrease(metric: string, matchers = ''): string {
  return `sum(increase(${of(metric, matchers)}[$__range]))`;
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
