import { readQueueDepth } from '@proofsheet/queue/depth';
import { type Double, findDoubles } from './find-doubles.ts';
import { idOf, judge } from './judge.ts';
import { type BucketsVerdict, judgeBuckets } from './judge-buckets.ts';
import type { TestSystem } from './start-test-system.ts';
import type { PublishedMessage } from './subscribe-queue.ts';

export interface JudgeOptions {
  readonly published: readonly PublishedMessage[];
  /** Ids of the messages whose photos the notifier logged as recorded. */
  readonly recorded?: ReadonlySet<string>;
  /** When notifiers were killed. */
  readonly notifierKills?: readonly Date[];
}

export interface SystemVerdict extends BucketsVerdict {
  readonly deadLetters: number;
  readonly doubles: readonly Double[];
  /** Everything that is wrong, a line each. Doubles that are explained are not. */
  readonly errors: readonly string[];
}

/**
 * Whether nothing was lost and nothing is there twice: computed from what is in the buckets, in the queues and in the
 * messages that SNS accepted, and from nothing that the services keep in memory.
 */
export async function judgeSystem(system: TestSystem, options: JudgeOptions): Promise<SystemVerdict> {
  const { published, recorded = new Set<string>(), notifierKills = [] } = options;
  const verdict = await judgeBuckets(system);
  const { originals, undecodable, lost, wrong, orphaned } = verdict;
  const { originalsQueueUrl, thumbnailsQueueUrl, originalsDlqUrl, thumbnailsDlqUrl } = system.local;
  const depthOf = async (url: string) => {
    const depth = await readQueueDepth(system.sqs, url);
    return depth.visible + depth['in-flight'] + depth.delayed;
  };
  const isThere = new Set(originals);
  // Of a photo that was deleted after its message nothing is left to compare that message with.
  const ofThese = published.map((message) => ({
    ...message,
    photos: message.photos.filter(({ key }) => isThere.has(key)),
  }));
  const doubles = findDoubles(published, recorded, notifierKills);
  const { errors } = judge({
    ...verdict,
    sent: originals.map(idOf),
    heavy: undecodable,
    variants: [],
    published: ofThese.filter(({ photos }) => photos.length > 0),
    recorded,
    notifierKills,
    queued: { originals: await depthOf(originalsQueueUrl), thumbnails: await depthOf(thumbnailsQueueUrl) },
    deadLetters: [],
  });
  const deadLetters = (await depthOf(originalsDlqUrl)) + (await depthOf(thumbnailsDlqUrl));
  const deletedTwice = doubles.filter(({ key, explained }) => !explained && !isThere.has(key));
  return {
    ...verdict,
    deadLetters,
    doubles,
    errors: [
      ...errors,
      ...describe('lost', lost),
      ...describe('wrong thumbnail or record', wrong),
      ...describe('orphaned', orphaned),
      ...describe(
        'announced twice and deleted',
        deletedTwice.map(({ key }) => key),
      ),
      ...(deadLetters > 0 ? [`${deadLetters} dead letters`] : []),
    ],
  };
}

function describe(what: string, keys: readonly string[]): string[] {
  return keys.length === 0 ? [] : [`${keys.length} ${what}: ${keys.slice(0, 3).join(', ')}`];
}
