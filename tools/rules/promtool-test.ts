import type { RuleCase, RuleCases } from './rule-case.ts';

/** For which release the rules are rendered. */
export const subject = { namespace: 'shop', release: 'proofsheet' };

/** The cases of an alert as promtool reads them. */
export function promtoolTest(rules: string, { alert, cases, interval = '1m' }: RuleCases): object {
  return {
    rule_files: [rules],
    evaluation_interval: interval,
    tests: cases.map((one) => ({ name: `${alert}: ${one.name}`, interval, ...test(alert, one) })),
  };
}

function test(alert: string, { series, firing }: RuleCase): object {
  // What is the same for all alerts of a rule says nothing about which of them fires.
  const expr = `count without (alertname, alertstate, severity, namespace, release) (ALERTS{alertname="${alert}",alertstate="firing"})`;
  return {
    input_series: Object.entries(series).map(([name, values]) => ({ series: ofRelease(name), values })),
    promql_expr_test: Object.entries(firing).map(([time, labels]) => ({
      expr,
      eval_time: time,
      exp_samples: labels.map((set) => ({ labels: `{${set}}`, value: 1 })),
    })),
  };
}

function ofRelease(series: string): string {
  if (series.includes('namespace=')) return series;
  const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(series) ?? [];
  const here = `namespace="${subject.namespace}",release="${subject.release}"`;
  return `${name}{${[here, labels].filter(Boolean).join(',')}}`;
}
