import { readAlerts } from '@proofsheet/dashboards';
import type { RuleGroup } from './render-rules.ts';
import type { RuleCases } from './rule-case.ts';

/** What is amiss between the alerts' files, the rules that Helm makes of them, and their cases. */
export function compareRules(groups: readonly RuleGroup[], cases: readonly RuleCases[]): string[] {
  const files = [...readAlerts().keys()].sort();
  const rendered = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)).sort();
  const tested = new Set(cases.map(({ alert }) => alert));
  const problems: string[] = [];
  if (String(rendered) !== String(files))
    problems.push(`The chart installs ${rendered}, the files are ${files}`);
  for (const alert of files) if (!tested.has(alert)) problems.push(`${alert} has no cases`);
  for (const { alert, cases: own } of cases) {
    const looks = own.flatMap(({ firing }) => Object.values(firing));
    if (!looks.some((labels) => labels.length > 0)) problems.push(`${alert} never has to fire`);
    if (!looks.some((labels) => labels.length === 0)) problems.push(`${alert} never has to be silent`);
  }
  return problems;
}
