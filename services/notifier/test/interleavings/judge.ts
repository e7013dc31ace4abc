import { notifiedAt, notifiedKey, parseNotified, windowKey } from '@proofsheet/photos';
import { topicNames } from '../../src/notify/topics.ts';
import type { World } from './world.ts';

/** What is wrong once no message is left. A pending record of a notified photo is not: the next digest removes it. */
export function judge({ group, photos, gone, derived, published, refusing, deadLetters, wrongs }: World) {
  const [wrong] = wrongs;
  if (wrong) return wrong;
  for (const photo of photos.filter((each) => !gone.has(each))) {
    const record = derived.get(notifiedKey(photo))?.body.toString();
    if (!record || !notifiedAt(parseNotified(record), photo))
      return 'no record says that a photo was notified about';
    for (const topic of topicNames) {
      if (published[topic].has(photo)) continue;
      if (!refusing.has(topic)) return 'a topic that accepts never got a photo';
      if (!deadLetters().some((body) => body.includes(photo))) return 'a photo is lost';
    }
  }
  const window = derived.get(windowKey(group))?.body.toString();
  if (window?.includes('name')) return 'a window is open without a digest: later photos would wait for ever';
  return undefined;
}
