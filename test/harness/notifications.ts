import {
  createPhotoId,
  maxNotifiedBytes,
  notifiedAt,
  notifiedKey,
  originalKey,
  ownerId,
  parseNotified,
} from '@proofsheet/photos';
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

/** Whether a record says that people were notified that the photo is ready. */
export async function isNotified({ derived }: Pick<TestSystem, 'derived'>, key: string): Promise<boolean> {
  const record = await derived.get(notifiedKey(key), { maxBytes: maxNotifiedBytes, signal });
  return record !== undefined && notifiedAt(parseNotified(record.body.toString()), key) !== undefined;
}

/** Waits until records say that people were notified of `count` photos, nothing is pending and the queue is empty. */
export async function untilNotified(system: TestSystem, count: number, timeoutMs?: number): Promise<void> {
  const isDone = async () => (await countNotified(system)) >= count;
  await until(`notifications of ${count} photos`, isDone, timeoutMs);
  await untilQuiet(system, timeoutMs);
}

/** Waits until no photo is pending and the notifier's queue is empty. */
export async function untilQuiet({ derived, sqs, local }: TestSystem, timeoutMs?: number): Promise<void> {
  await until('no pending photo', async () => {
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

/** How many photos the notified records name. */
async function countNotified({ derived }: TestSystem): Promise<number> {
  let count = 0;
  for (let startAfter = ''; ; ) {
    const page = await derived.list({ prefix: 'notified/', startAfter }, signal);
    for (const { key } of page.filter((record) => !record.key.includes('~'))) {
      const record = await derived.get(key, { maxBytes: maxNotifiedBytes, signal });
      count += record ? parseNotified(record.body.toString()).size : 0;
    }
    if (page.length < 1000) return count;
    startAfter = page.at(-1)?.key ?? '';
  }
}

/** How many messages there were of each photo. */
export function countByKey(published: readonly PublishedMessage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of published.flatMap(({ photos }) => photos))
    counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
