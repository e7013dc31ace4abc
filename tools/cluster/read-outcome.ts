import type { Outcome } from '@proofsheet/harness/judge';
import { parseOriginalKey } from '@proofsheet/photos';
import { type ClusterAws, queueNames } from './aws/open-cluster-aws.ts';
import type { Kill } from './disturb/disturb-cluster.ts';
import { variants } from './values.ts';
import type { Progress } from './watch/follow-logs.ts';

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
