import { parseOriginalKey } from '@proofsheet/photos';
import { type ClusterAws, queueNames } from './aws/open-cluster-aws.ts';
import type { Kill } from './disturb/disturb-cluster.ts';
import type { Outcome } from '@proofsheet/harness/judge';
import type { Timeline } from './timeline.ts';
import { variants } from './values.ts';
import type { Progress } from './watch/follow-logs.ts';
import type { Sample, Sampler } from './watch/take-samples.ts';

interface SettleOptions {
  readonly aws: ClusterAws;
  readonly sampler: Sampler;
  readonly timeline: Timeline;
}

/** Time limit until all messages are done: remaining visibility, a check, KEDA's polling interval. */
const quietSeconds = 900;
/** Time limit until KEDA and the HPA have scaled to zero. */
const downSeconds = 600;

/** When the queues were empty and when the workers were gone, in seconds since the start. */
export interface Rest {
  readonly quiet: number;
  readonly down: number;
}

/** Waits until the queues are empty, delayed messages included, and then until no worker is left. */
export async function untilAtRest({ sampler, timeline }: Omit<SettleOptions, 'aws'>): Promise<Rest> {
  const { seconds: quiet } = await sampler.until('empty queues', isQuiet, quietSeconds);
  timeline.say('reached', 'all queues are empty');
  const { seconds: down } = await sampler.until('no worker', isDown, downSeconds);
  timeline.say('reached', `no worker and no notifier is left, ${(down - quiet).toFixed(1)} s later`);
  return { quiet, down };
}

function isQuiet({ queued }: Sample): boolean {
  return queued.originals + queued.thumbnails === 0;
}

function isDown({ queued, replicas }: Sample): boolean {
  const left = [replicas.worker, replicas.notifier].map((each) => (each?.wanted ?? 0) + (each?.ready ?? 0));
  return queued.originals + queued.thumbnails === 0 && left.every((count) => count === 0);
}

/** State before the load. */
export interface Before {
  /** Keys in all buckets. */
  readonly keys: ReadonlySet<string>;
  /** Messages. */
  readonly published: number;
}

export async function readBefore(aws: ClusterAws): Promise<Before> {
  const lists = await Promise.all([aws.list('originals'), aws.list('thumbnails'), aws.list('derived')]);
  return {
    keys: new Set(lists.flat().map(({ key }) => key)),
    published: (await aws.readPublished()).length,
  };
}

/** Expectations for `readOutcome`. */
export interface Expected {
  readonly sent: readonly string[];
  /** Ids of the heavy photos. */
  readonly heavy: readonly string[];
  readonly before: Before;
  readonly progress: Progress;
  readonly kills: readonly Kill[];
}

/** Reads buckets, queues and notifications. */
export async function readOutcome(aws: ClusterAws, expected: Expected): Promise<Outcome> {
  const { sent, heavy, before, progress, kills } = expected;
  const keysOf = async (bucket: Parameters<ClusterAws['list']>[0]) =>
    (await aws.list(bucket)).map(({ key }) => key).filter((key) => !before.keys.has(key));
  const originals = await keysOf('originals');
  const depths = await aws.depths();
  const published = await aws.readPublished();
  return {
    sent,
    heavy: originals.filter((key) => heavy.includes(parseOriginalKey(key)?.photoId ?? '')),
    variants: variants.map(({ name }) => name),
    originals,
    thumbnails: await keysOf('thumbnails'),
    derived: await keysOf('derived'),
    published: published.slice(before.published),
    recorded: progress.recorded,
    notifierKills: kills.filter(({ component }) => component === 'notifier').map(({ at }) => at),
    queued: Object.fromEntries(
      queueNames
        .filter((name) => !name.endsWith('Dead'))
        .map((name) => [name, depths[name].visible + depths[name]['in-flight'] + depths[name].delayed]),
    ),
    deadLetters: await aws.readDeadLetters(),
  };
}
