import { notifiedKey, pendingKey } from '@proofsheet/photos';
import type { World } from './world.ts';

/** What is wrong once every message is gone. A pending record of an announced photo is not: the next digest removes it. */
export function judge({ photos, derived, published, wrongs }: World): string | undefined {
  const [wrong] = wrongs;
  if (wrong) return wrong;
  const silent = photos.find((photo) => !published.get(photo) || !derived.has(notifiedKey(photo)));
  if (!silent) return undefined;
  return derived.has(pendingKey(silent)) ? 'a photo is pending for ever' : 'a photo is announced to nobody';
}
