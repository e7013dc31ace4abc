import { isDeepStrictEqual } from 'node:util';
import { type Alert, defaultThresholds, readAlerts, renderAlert } from '@proofsheet/dashboards';
import { parseObjects } from '../render.ts';
import type { Check } from './check.ts';

/** What `ci/eks-values.yaml` makes of the placeholders. */
const values = {
  ...defaultThresholds,
  namespace: 'default',
  release: 'proofsheet',
  here: 'namespace="default",release="proofsheet"',
  runbooks: 'https://github.com/proofsheet/proofsheet/blob/main/docs/runbooks',
  workerMaxReplicas: 50,
  sweepFailAbove: 100,
};

/** What `ci/eks-values.yaml` adds to the labels of every alert, and leaves out. */
const alertLabels = { team: 'photos' };
const disabled = ['ProofsheetRefusedPhotosJump'];

/** The chart makes the same rules of the alerts' files as the code with which they are tested, in short windows too. */
export const alerts: Check = async ({ examples, render }) => {
  const example = examples.find((file) => file.endsWith('ci/eks-values.yaml')) ?? '';
  const problems: string[] = [];
  for (const scale of [1, 1 / 60]) {
    // With `--set` a fraction would be text.
    const set = `monitoring.rules.windowScale=${scale}`;
    const { text, error } = await render(['-f', example, '--set-json', set, '--namespace', 'default']);
    if (error) return [error];
    const rules = parseObjects(text)
      .filter(({ kind }) => kind === 'PrometheusRule')
      .flatMap(({ spec }) => (spec as { groups: { rules: Alert[] }[] }).groups)
      .flatMap((group) => group.rules)
      .filter(({ alert }) => alert);
    const known = new Map([...readAlerts()].filter(([name]) => !disabled.includes(name)));
    if (rules.length !== known.size) problems.push(`${rules.length} of ${known.size} alerts are rendered`);
    for (const [name, file] of known) {
      const own = rules.find(({ alert }) => alert === name);
      const rule = renderAlert(file, values, scale);
      const expected = { ...rule, labels: { ...alertLabels, ...rule.labels } };
      if (!isDeepStrictEqual(own, expected)) {
        problems.push(`${name} × ${scale} is ${JSON.stringify(own)} instead of ${JSON.stringify(expected)}`);
      }
    }
  }
  return problems;
};
