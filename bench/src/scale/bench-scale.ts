import { parseArgs } from 'node:util';
import { burst } from './arrivals.ts';
import { chartDefaults, type ScalingSettings } from './scaling-settings.ts';
import { simulate } from './simulate.ts';

const phases = Array.from({ length: 20 }, (_, index) => index / 20);

const loads = {
  '1 photo': burst(1, 1),
  '50 photos in 5 s': burst(50, 10),
  '1,000 photos at 50/s': burst(1_000, 50),
  '10,000 photos at 200/s': burst(10_000, 200),
  '100/s for 10 min': burst(60_000, 100),
} as const;

const variants: Readonly<Record<string, Partial<ScalingSettings>>> = {
  'chart defaults': {},
  'min 1': { min: 1 },
  'min 2': { min: 2 },
  'polling 10 s': { pollingSeconds: 10 },
  '100 messages per worker': { messagesPerReplica: 100 },
  'min 2, max 40': { min: 2, max: 40 },
  'new node per pod (45 s)': { startSeconds: 45 },
};

interface Result {
  readonly settings: string;
  readonly load: string;
  /** Seconds from arrival to thumbnail. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly mostWorkers: number;
  readonly podSeconds: number;
}

/** Simulated waits under bursts, over all phases of the autoscalers' periods, for the chart's defaults and other settings. */
export async function benchScale(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const results = Object.entries(variants).flatMap(([settings, changes]) =>
    Object.entries(loads).map(([load, arrivals]) => ({
      settings,
      load,
      ...measure({ ...chartDefaults, ...changes }, arrivals),
    })),
  );
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : table(results));
}

function measure(settings: ScalingSettings, arrivals: readonly number[]) {
  const runs = phases.map((phase) => simulate(settings, arrivals, phase));
  const waits = Float64Array.from(runs.flatMap((run) => run.waits)).sort();
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  const podSeconds = runs.reduce((sum, run) => sum + run.podSeconds, 0) / runs.length;
  const mostWorkers = Math.max(...runs.map(({ workers }) => Math.max(...workers)));
  return { p50: at(0.5), p99: at(0.99), longest: at(1), mostWorkers, podSeconds };
}

function table(results: readonly Result[]): string {
  const head = 'settings | load | p50, s | p99, s | longest, s | workers | pod seconds';
  const rows = results.map(({ settings, load, p50, p99, longest, mostWorkers, podSeconds }) =>
    [
      settings,
      load,
      p50.toFixed(1),
      p99.toFixed(1),
      longest.toFixed(1),
      mostWorkers,
      podSeconds.toFixed(0),
    ].join(' | '),
  );
  return `| ${head} |\n|---|---|---|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
}
