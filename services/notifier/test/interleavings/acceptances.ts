import type { StoredObject } from '@proofsheet/object-store';
import { notifiedAt, notifiedKey, parseNotified } from '@proofsheet/photos';
import type { BatchRecord } from '../../src/notify/batch.ts';
import type { PublishResult } from '../../src/notify/create-publish.ts';
import { type TopicName, topicNames } from '../../src/notify/topics.ts';
import { type Effect, FaultError, type Handler } from './handler.ts';

interface AcceptancesOptions {
  readonly photos: readonly string[];
  readonly derived: ReadonlyMap<string, StoredObject>;
  readonly handlers: ReadonlySet<Handler>;
  /** Mistakes are added to it. */
  readonly wrongs: Set<string>;
}

type ByTopic = Record<TopicName, Set<string>>;

/** Keeps account of what the topics have accepted, of what records say of it, and of the documented window. */
export function createAcceptances({ photos, derived, handlers, wrongs }: AcceptancesOptions) {
  const published: ByTopic = { owner: new Set(), shared: new Set() };
  /** Photos of which a second message lies in the documented window. */
  const excused: ByTopic = { owner: new Set(), shared: new Set() };

  return { published, excused, publish, note, isUnrecorded, excuse };

  /** What a topic answers to a message about some photos. */
  function publish(
    handler: Handler,
    topic: TopicName,
    some: readonly string[],
    effect: Effect,
  ): PublishResult {
    const answer = (result: PublishResult) => {
      handler.history.push(result.outcome);
      return result;
    };
    if (effect === 'refuse') return answer({ outcome: 'refused', error: new FaultError('refused') });
    for (const other of topicNames.filter((name) => name !== topic)) {
      if (handler.accepted[other].size > 0)
        wrongs.add('a topic gets a message before the acceptance of another is recorded');
    }
    for (const photo of some) {
      if (effect !== 'succeed' || handler.isLate) excused[topic].add(photo);
      if (published[topic].has(photo) && !excused[topic].has(photo))
        wrongs.add('a topic gets a photo twice outside the documented window');
      published[topic].add(photo);
      if (effect === 'succeed' && !isRecorded(handler, photo)) handler.accepted[topic].add(photo);
    }
    handler.isLate = false;
    if (effect === 'succeed') return answer({ outcome: 'accepted', messageId: 'id' });
    return answer({ outcome: 'no-answer', error: new FaultError('no answer') });
  }

  /** Notes what a write means: who holds a record, and what records say of acceptances. */
  function note(handler: Handler, key: string, body: string | undefined): void {
    if (/^claims\/(owner|delivery)\//.test(key)) {
      if (body === undefined && !handler.held.has(key))
        wrongs.add('the claim of another notifier is deleted');
      for (const other of handlers) other.held.delete(key);
      if (body === undefined) return;
      const { topics: states } = JSON.parse(body) as BatchRecord;
      handler.held.add(key);
      for (const topic of topicNames) if (states[topic] === 'done') handler.accepted[topic].clear();
    }
    if (!key.startsWith('notified/')) return;
    for (const other of handlers) {
      for (const photo of photos.filter((each) => isRecorded(other, each))) {
        for (const topic of topicNames) other.accepted[topic].delete(photo);
      }
    }
  }

  /** Of the digest's photos the notified record is the last word; a delivery comes after it. */
  function isRecorded({ message }: Handler, photo: string): boolean {
    if (message.kind !== 'digest') return false;
    const body = derived.get(notifiedKey(photo))?.body.toString();
    return body !== undefined && notifiedAt(parseNotified(body), photo) !== undefined;
  }

  function isUnrecorded({ accepted }: Handler): boolean {
    return topicNames.some((topic) => accepted[topic].size > 0);
  }

  /** What a handler leaves unrecorded may be published once more. */
  function excuse({ accepted }: Handler): void {
    for (const topic of topicNames) for (const photo of accepted[topic]) excused[topic].add(photo);
  }
}
