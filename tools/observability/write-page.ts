import type { ClusterFacts } from '../cluster/set-up.ts';
import type { PanelResult } from './check-panels.ts';
import type { AlertResult } from './run-phase.ts';
import { showFigure } from './show-figure.ts';

export interface Results {
  readonly facts: ClusterFacts;
  readonly panels: readonly PanelResult[];
  readonly alerts: readonly AlertResult[];
}

/** Maximum series that a row of the table names; a panel by pod or route may have many more. */
const longest = 6;

/** docs/dashboards.md: what every panel showed, and how every alert reacted to its fault. */
export function writePage({ facts, panels, alerts }: Results): string {
  const names = [...new Set(panels.map(({ dashboard }) => dashboard))];
  const tables = names.map((name) => {
    const rows = panels.filter(({ dashboard }) => dashboard === name).map(panelRow);
    const [, file = 'overview'] = name.split(' ');
    const picture = `![${name}, drawn from these data by this test](dashboards/${file}.svg)`;
    return [`## ${name}`, '', picture, '', '| panel | most |', '|---|---|', ...mergeRows(rows)].join('\n');
  });
  const summaries = alerts.map(
    ({ alert, fault, fired, resolved, summary = '' }) =>
      `| [${alert.replace('Proofsheet', '')}](runbooks/${alert}.md) | ${fault} | ${inSeconds(fired)} | ${inSeconds(resolved)} | ${summary} |`,
  );
  return `# Dashboards and alerts, seen

\`pnpm test:observability\` wrote this: it installs the chart on Kubernetes ${facts.kubernetes} with KEDA ${facts.keda} and a
Prometheus, sends 100 photos, runs every query of every panel, and makes the alerts fire. Commit ${facts.commit}. The dashboards are in
\`charts/proofsheet/dashboards/\`: the chart installs them for Grafana's sidecar, or import a file by hand. Figures are
those of a small machine that does other things too.

${tables.join('\n\n')}

## Alerts

Windows are 30 times shorter than in production. Seconds from the start of the fault until the alert fired, and from its
end until it resolved. Alerts with windows of days are covered by \`pnpm test:rules\` only.

| alert | fault | fired | resolved | summary |
|---|---|---|---|---|
${summaries.join('\n')}
`;
}

function panelRow({ panel, unit, figures, problem }: PanelResult): [panel: string, text: string] {
  if (problem !== undefined) return [panel, problem];
  const [zero, other] = [figures.filter(({ most }) => most === 0), figures.filter(({ most }) => most !== 0)];
  const sorted = other.toSorted((one, next) => next.most - one.most);
  const shown = sorted.slice(0, longest).map(({ name, most }) => `${name} ${showFigure(most, unit)}`.trim());
  const more = sorted.length > longest ? [`${sorted.length - longest} more`] : [];
  const none = zero.length > 1 ? [`${zero.length} at 0`] : zero.map(({ name }) => `${name} 0`.trim());
  return [panel, [...shown, ...more, ...none].join(', ')];
}

/** One row a panel. */
function mergeRows(rows: readonly [panel: string, text: string][]): string[] {
  const panels = new Map<string, string[]>();
  for (const [panel, text] of rows) panels.set(panel, [...(panels.get(panel) ?? []), text]);
  return [...panels].map(([panel, texts]) => `| ${panel} | ${texts.join(', ')} |`);
}

function inSeconds(seconds: number | undefined): string {
  return seconds === undefined ? 'never' : `${seconds.toFixed(0)} s`;
}
