import path from 'node:path';
import type { Alert } from '@proofsheet/dashboards';
import { parse } from 'yaml';
import { run } from '../chart/tools/run.ts';
import { subject } from './promtool-test.ts';

/** The groups of a PrometheusRule. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Alert[];
}

/** The alerts of the chart as Helm renders them; what Helm says is wrong otherwise. */
export async function renderRules(
  helm: string,
  chart: string,
): Promise<{ groups: readonly RuleGroup[]; problem?: string }> {
  const { status, stdout, stderr } = await run(helm, [
    'template',
    subject.release,
    chart,
    '--namespace',
    subject.namespace,
    '--values',
    path.join(chart, 'ci', 'plain-values.yaml'),
    '--set',
    'fullnameOverride=,monitoring.rules.enabled=true,keda.enabled=true,worker.scaling.enabled=true,worker.scaling.max=3',
    '--show-only',
    'templates/prometheus-rule.yaml',
  ]);
  if (status !== 0) return { groups: [], problem: stderr };
  // The other group has recording rules.
  const groups: RuleGroup[] = parse(stdout).spec.groups;
  return { groups: groups.filter(({ name }) => name === 'proofsheet') };
}
