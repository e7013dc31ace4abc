import { setTimeout as delay } from 'node:timers/promises';
import { sendEvents } from '@proofsheet/harness/send-events';
import type { TestSystem } from '@proofsheet/harness/start-test-system';
import { createPhotoId, originalKey, ownerId } from '@proofsheet/photos';
import pMap from 'p-map';
import type { Kind } from './make-kinds.ts';

const { signal } = new AbortController();
/** Photos that are changed at a time. */
const concurrency = 6;
/** The longest time until a photo is changed, in milliseconds. */
const changeMs = 3_000;
const owners = 25;

/**
 * Stores photos without the API: some are then overwritten, some deleted, and the events of some are sent again.
 * Returns the ETag that each key has at the end; undefined for deleted ones.
 */
export async function storeDirectly(
  { originals, sqs, local }: TestSystem,
  { kinds, count, random }: { kinds: readonly Kind[]; count: number; random: () => number },
): Promise<Map<string, string | undefined>> {
  const end = new Map<string, string | undefined>();
  const put = async (key: string) => {
    const kind = kinds[Math.floor(random() * kinds.length)];
    if (!kind) throw new Error('no photos');
    const etag = await originals.put(key, kind.body, { contentType: 'image/jpeg' }, signal);
    if (etag !== kind.etag) throw new Error(`${key} has the ETag ${etag}`);
    end.set(key, etag);
  };
  const change = async (key: string) => {
    const chance = random();
    if (chance > 0.25) return;
    await delay(random() * changeMs);
    if (chance < 0.1) return put(key);
    if (chance >= 0.2) return sendEvents(sqs, local.originalsQueueUrl, local.originalsBucket, [key, key]);
    await originals.delete(key, { etag: end.get(key) ?? '' }, signal);
    end.set(key, undefined);
  };
  const keys = Array.from({ length: count }, (_, number) => nameKey(number, random));
  await pMap(
    keys,
    async (key) => {
      await put(key);
      await change(key);
    },
    { concurrency },
  );
  return end;
}

/** Half of them have an owner, as if the API had named them. */
function nameKey(number: number, random: () => number): string {
  if (number % 2) return `album/${number % 7}/${number} + 한글 #${number}.jpg`;
  const owner = ownerId('long-run', String(Math.floor(random() * owners)));
  return originalKey({ owner, photoId: createPhotoId(), fileName: `${number}.jpg` });
}
