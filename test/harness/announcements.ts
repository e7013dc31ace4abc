import { createPhotoId, originalKey, ownerId } from '@proofsheet/photos';
import { readQueueDepth } from '@proofsheet/queue/depth';
import type { TestSystem } from './start-test-system.ts';
import type { PublishedMessage } from './subscribe-queue.ts';
import { until } from './until.ts';

const { signal } = new AbortController();

/** Keys of `count` photos of one owner. File names begin with the owner's name. */
export function keysOf(name: string, count: number): string[] {
  const owner = ownerId('e2e', name);
  return Array.from({ length: count }, (_, number) =>
    originalKey({ owner, photoId: createPhotoId(), fileName: `${name}-${number}.jpg` }),
  );
}

/** How many photos have the record that they have been announced. */
export async function countNotified({ derived }: TestSystem): Promise<number> {
  let count = 0;
  for (let startAfter = ''; ; ) {
    const page = await derived.list({ prefix: 'notified/', startAfter }, signal);
    count += page.length;
    if (page.length < 1000) return count;
    startAfter = page.at(-1)?.key ?? '';
  }
}

/** Waits until so many photos have been announced, nothing is pending and the notifier's queue is empty. */
export async function untilAnnounced(system: TestSystem, count: number, timeoutMs?: number): Promise<void> {
  const { derived, sqs, local } = system;
  await until(`${count} announced photos`, async () => (await countNotified(system)) >= count, timeoutMs);
  await until('nothing to be pending', async () => {
    const [pending] = await derived.list({ prefix: 'pending/', limit: 1 }, signal);
    return pending === undefined;
  });
  await until(
    'an empty queue',
    async () => {
      const depth = await readQueueDepth(sqs, local.thumbnailsQueueUrl);
      return depth.visible + depth['in-flight'] + depth.delayed === 0;
    },
    timeoutMs,
  );
}

/** How often each photo has been announced. */
export function countByKey(published: readonly PublishedMessage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of published.flatMap(({ photos }) => photos))
    counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
