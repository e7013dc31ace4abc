import type { Verdict } from '@proofsheet/harness/judge';
import type { Waves } from './disturb/run-waves.ts';
import { findLate, quantile } from './find-late.ts';
import type { ClusterFacts } from './set-up.ts';
import type { Entry } from './timeline.ts';
import type { ReconcileRequest } from './watch/follow-logs.ts';
import type { Rest, Sample } from './watch/take-samples.ts';
import type { PodStory } from './watch/watch-pods.ts';

export interface FiguresOptions {
  readonly waves: Waves;
  readonly rest: Rest;
  /** Start of the load, in seconds since the start of the run. */
  readonly began: number;
  readonly verdict: Verdict;
  readonly visits: readonly ReconcileRequest[];
  /** Time at which each original was stored, by key. */
  readonly stored: ReadonlyMap<string, Date>;
  readonly stories: readonly PodStory[];
  readonly samples: readonly Sample[];
}

/** A photo counts as late if it took this much longer than its neighbours, in seconds. */
const lateSeconds = 30;

/** Figures of the run, as names and values. */
export function describeFigures(options: FiguresOptions): [string, string][] {
  const { waves, rest, began, verdict, stories } = options;
  const samples = options.samples.filter(({ seconds }) => seconds >= began);
  const most = (of: (sample: Sample) => number) => Math.max(0, ...samples.map(of));
  const handled = firstMade(options);
  const delays = handled.map(({ storedAt, doneAt }) => (doneAt - storedAt) / 1000);
  const late = findLate(handled, lateSeconds);
  const restarts = stories.flatMap((story) => story.restarts);
  return [
    ['photos sent', String(waves.sent.reduce((sum, { photoIds }) => sum + photoIds.length, 0))],
    ['photos with all their thumbnails', String(verdict.ready)],
    ['photos in notifications', `${verdict.announced} in ${verdict.messages} messages`],
    ['in two notifications, because a notifier was killed', String(verdict.explainedDoubles.length)],
    ['the heavy photo', verdict.heavyRefused.length > 0 ? 'refused, with a record' : 'has its thumbnail'],
    ['retries of the clients', again(waves)],
    ['seconds from the first photo to enough workers', waves.scaleOutSeconds.toFixed(0)],
    ['most ready workers', String(most(({ replicas }) => replicas.worker?.ready ?? 0))],
    ['most messages waiting for workers', String(most(({ backlog }) => backlog.originals))],
    ['seconds from the first photo to empty queues', (rest.quiet - began).toFixed(0)],
    ['seconds from then to no worker', (rest.down - rest.quiet).toFixed(0)],
    ['photos a second, in the best ten seconds', bestRate(handled.map(({ doneAt }) => doneAt)).toFixed(1)],
    [
      'seconds from original to thumbnail: median, 99 %, longest',
      [0.5, 0.99, 1].map((share) => quantile(delays, share).toFixed(1)).join(', '),
    ],
    [
      `photos ${lateSeconds} s later than their neighbours (their worker was killed)`,
      `${late.length}${late.length > 0 ? `, at most ${Math.max(...late.map(({ seconds }) => seconds)).toFixed(0)} s` : ''}`,
    ],
    ['visits of workers', countBy(options.visits.map(({ delivery, outcome }) => `${delivery}: ${outcome}`))],
    [
      'restarts (Error: by kill -9)',
      restarts.length > 0 ? countBy(restarts.map(({ reason }) => reason)) : 'none',
    ],
    ['longest termination of a pod, in seconds', longestEnds(stories)],
  ];
}

function firstMade({ visits, stored }: FiguresOptions) {
  const done = new Map<string, number>();
  for (const { key, outcome, at } of visits) {
    if (outcome === 'made' && !done.has(key)) done.set(key, at.getTime());
  }
  return [...done].flatMap(([key, doneAt]) => {
    const storedAt = stored.get(key)?.getTime();
    return storedAt === undefined ? [] : [{ key, storedAt, doneAt }];
  });
}

function again({ sent }: Waves): string {
  const all = sent.flatMap(({ again }) => Object.entries(again));
  const sums = new Map<string, number>();
  for (const [what, count] of all) sums.set(what, (sums.get(what) ?? 0) + count);
  return [...sums].map(([what, count]) => `${what}: ${count}`).join(', ') || 'nothing';
}

function bestRate(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const counts = sorted.map((start) => sorted.filter((at) => at >= start && at < start + 10_000).length);
  return Math.max(0, ...counts) / 10;
}

function longestEnds(stories: readonly PodStory[]): string {
  const services = [...new Set(stories.map(({ component }) => component))].sort();
  const ends = services.map((service) => {
    const own = stories.filter(({ component, deleted }) => component === service && deleted !== undefined);
    const seconds = own.map(({ deleted = 0, gone = 0 }) => gone - deleted);
    return own.length > 0 ? `${service} ${Math.max(...seconds).toFixed(0)} of ${own.length}` : '';
  });
  return ends.filter((text) => text !== '').join(', ');
}

function countBy(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

export interface PageOptions {
  /** Photos that were to be sent. */
  readonly photos: number;
  readonly facts: ClusterFacts;
  readonly figures: readonly (readonly [string, string])[];
  readonly said: readonly Entry[];
}

const shown = ['do', 'done', 'reached', 'restart', 'ERROR'];

/** docs/cluster-test.md */
export function writePage({ photos, facts, figures, said }: PageOptions): string {
  const { kubernetes, keda, helm, nodes, commit } = facts;
  const rows = figures.map(([what, figure]) => `| ${what} | ${figure} |`);
  const entries = said.filter(({ kind }) => shown.includes(kind));
  const steps = entries.map(({ seconds, kind, text }) => `| ${seconds.toFixed(0)} | ${kind} | ${text} |`);
  return `# Cluster test

\`pnpm test:cluster\` installs the chart on the cluster that \`KUBECONFIG\` names, with an emulator in place of AWS and the chart's
own scaling, in a namespace that enforces the restricted Pod Security Standard. It sends photos through the Service in four
waves, and meanwhile deletes, kills and evicts pods, upgrades to a memory limit that is too low, so that workers are killed, rolls
back, and takes KEDA away. At the end every photo must have exactly one set of thumbnails and be in exactly one notification,
and nothing may be left in queues, dead-letter queues and records.

It needs Helm and a cluster with KEDA, and exits with 2 where one is missing. \`--load PROGRAM\` is called
with a Dockerfile, a context and \`NAME:TAG\`, and loads what it builds into the cluster. \`--photos 300\` makes a short run,
\`--write\` writes this page, \`--keep\` leaves the namespace. All that happened, with the logs of all pods, is below
\`.proofsheet/cluster\`.

## Last run

Commit ${commit}; ${photos} photos; Kubernetes ${kubernetes}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}, KEDA ${keda}, Helm ${helm}.

| | |
|---|---|
${rows.join('\n')}

## Timeline

| second | | |
|---|---|---|
${steps.join('\n')}
`;
}
