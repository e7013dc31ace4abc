import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dashboards } from '@proofsheet/dashboards';
import { until } from '@proofsheet/harness/until';
import type { Cluster } from '../cluster/kubernetes/open-cluster.ts';
import { type CommonOptions, commonOptions } from '../cluster/kubernetes/run-on-cluster.ts';
import { checkCluster, removeNamespace, root } from '../cluster/set-up.ts';
import { openTimeline } from '../cluster/timeline.ts';
import { checkPanels, type PanelResult } from './check-panels.ts';
import { drawDashboard } from './draw-dashboard.ts';
import { phases, untried } from './faults/phases.ts';
import { openWorld, type World } from './open-world.ts';
import { type AlertResult, runPhase } from './run-phase.ts';
import { sendTraffic } from './send-traffic.ts';
import { type Results, writePage } from './write-page.ts';

/** Options of the test. `write` updates docs/dashboards.md. */
export interface Options extends CommonOptions {
  /** Names of faults; empty for all. */
  readonly faults: readonly string[];
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...commonOptions,
      namespace: { type: 'string', default: 'observe' },
      fault: { type: 'string', multiple: true, default: [] },
    },
  });
  const { fault, load, ...rest } = values;
  return { ...rest, load, faults: fault };
}

/** Runs the whole test. Returns whether every panel has data and every alert fired and resolved. */
export async function runObservabilityTest(cluster: Cluster, options: Options): Promise<boolean> {
  const facts = await checkCluster(cluster);
  const timeline = await openTimeline(path.join(root, '.proofsheet/observability/timeline.log'));
  const { world, close } = await openWorld(cluster, { ...options, disabledAlerts: untried }, timeline);
  try {
    const from = Date.now() / 1000;
    await sendTraffic(world);
    await untilSeen(world);
    const panels = await checkPanels(world, from);
    const without = panels.filter(({ problem }) => problem !== undefined);
    timeline.say('panels', `${panels.length - without.length} of ${panels.length} queries have data`);
    for (const { dashboard, panel, legend, problem } of without)
      timeline.say('FAILED', `${dashboard}: ${panel} (${legend}): ${problem}`);
    await untilSilent(world);
    const alerts = await runFaults(world, options.faults);
    for (const { alert, fired, resolved } of alerts) {
      if (fired === undefined) timeline.say('FAILED', `${alert} did not fire`);
      else if (resolved === undefined) timeline.say('FAILED', `${alert} did not end`);
    }
    if (options.write) await writeReport({ facts, panels, alerts });
    const passed = countPassed(panels, alerts);
    const failed = panels.length + alerts.length - passed;
    timeline.say('end', `${passed} passed, ${failed} failed`);
    return failed === 0;
  } finally {
    close();
    if (!options.keep) await removeNamespace(cluster);
    await timeline.close();
  }
}

/** docs/dashboards.md, with a picture of each dashboard beside it. */
async function writeReport(results: Results): Promise<void> {
  const pictures = path.join(root, 'docs/dashboards');
  await mkdir(pictures, { recursive: true });
  for (const [name, dashboard] of Object.entries(dashboards))
    await writeFile(path.join(pictures, `${name}.svg`), drawDashboard(dashboard, results.panels));
  await writeFile(path.join(root, 'docs/dashboards.md'), writePage(results));
}

function countPassed(panels: readonly PanelResult[], alerts: readonly AlertResult[]): number {
  const good = panels.filter(({ problem }) => problem === undefined).length;
  return good + alerts.filter(({ resolved }) => resolved !== undefined).length;
}

/** Waits until the photos' notifications are sent and their metrics scraped. */
async function untilSeen(world: World): Promise<void> {
  const from = Date.now() / 1000 - 60;
  const { namespace } = world.cluster;
  await until(
    'the last notification',
    async () => {
      const query = `sum(proofsheet_photos_notified_total{namespace="${namespace}"})`;
      const [series] = await world.prometheus.queryRange(query, from);
      const last = series?.values.at(-1)?.[1];
      return Number(last) >= 90;
    },
    120_000,
  );
  const notified = Date.now() / 1000;
  await until(
    'another scrape',
    async () => {
      const query = `min(timestamp(proofsheet_build_info{namespace="${namespace}"}))`;
      const [series] = await world.prometheus.queryRange(query, notified);
      return Number(series?.values.at(-1)?.[1]) > notified;
    },
    60_000,
  );
}

/** A healthy system must not alert. @throws Error when an alert still fires after four minutes. */
async function untilSilent(world: World): Promise<void> {
  await until(
    'all alerts to be silent',
    async () => (await world.prometheus.alerts()).every(({ state }) => state !== 'firing'),
    240_000,
  );
  world.timeline.say('silent', 'no alert fires');
}

async function runFaults(world: World, only: readonly string[]): Promise<AlertResult[]> {
  const results: AlertResult[] = [];
  for (const phase of phases) {
    const faults = phase.filter(({ name }) => only.length === 0 || only.includes(name));
    if (faults.length > 0) results.push(...(await runPhase(world, faults)));
  }
  return results;
}
