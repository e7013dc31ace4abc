import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Alert, readAlerts } from '@proofsheet/dashboards';
import { parse } from 'yaml';

export const casesFolder = fileURLToPath(new URL('cases/', import.meta.url));

/** A rule group of a PrometheusRule. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Alert[];
}

/**
 * A test file of promtool, as far as it is checked here.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
export interface RuleCases {
  readonly tests: readonly {
    readonly name: string;
    readonly promql_expr_test: readonly { readonly expr: string; readonly exp_samples: readonly object[] }[];
  }[];
}

/** The test files in `cases/`, by the alerts that name them. */
export function readCases(): ReadonlyMap<string, RuleCases> {
  const files = readdirSync(casesFolder).sort();
  return new Map(
    files.map((file) => [file.replace(/\.yaml$/, ''), parse(readFileSync(`${casesFolder}${file}`, 'utf8'))]),
  );
}

/** Problems between the alerts' files, the rules that Helm renders from them, and their cases. */
export function checkCases(groups: readonly RuleGroup[], cases: ReadonlyMap<string, RuleCases>): string[] {
  const files = [...readAlerts().keys()].sort();
  const rendered = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)).sort();
  const problems: string[] = [];
  if (String(rendered) !== String(files))
    problems.push(`The chart installs ${rendered}, the files are ${files}`);
  for (const alert of files) if (!cases.has(alert)) problems.push(`${alert} has no cases`);
  for (const [alert, { tests }] of cases) {
    const looks = tests.flatMap((one) => one.promql_expr_test);
    if (!looks.every(({ expr }) => expr.includes(`ALERTS{alertname="${alert}",alertstate="firing"}`)))
      problems.push(`${alert}: a case queries another alert`);
    if (!looks.some(({ exp_samples }) => exp_samples.length > 0)) problems.push(`${alert} never has to fire`);
    if (!looks.some(({ exp_samples }) => exp_samples.length === 0))
      problems.push(`${alert} never has to be silent`);
  }
  return problems;
}
