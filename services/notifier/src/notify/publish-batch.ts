import type { Logger } from '@proofsheet/runtime';
import type { Compose, Publish, PublishResult } from './create-publish.ts';
import { type HeldRecord, LeaseLostError } from './held-record.ts';
import type { Photo } from './photo.ts';
import { type TopicName, type Topics, topicNames } from './topics.ts';

export interface PublishBatchOptions {
  readonly compose: Compose;
  readonly publish: Publish;
  readonly topics: Pick<Topics, 'named'>;
  /** Waits until one more message may be published to the shared topic. */
  readonly takeTurn: (signal: AbortSignal) => Promise<void>;
  /** How long SNS may take to answer, in milliseconds. */
  readonly snsMs: number;
  /** How long records may take to be written after that, in milliseconds. */
  readonly recordMs: number;
  readonly onPublish: (topic: TopicName, result: PublishResult) => void;
  /** Called for photos that a topic has accepted, if no topic had done so before. */
  readonly onNotified: (photos: readonly Photo[]) => void;
  readonly logger: Pick<Logger, 'info'>;
}

export interface PublishedBatch {
  /** Why topics are still to do: they refused the message, or did not answer. */
  readonly refusals: ReadonlyMap<TopicName, unknown>;
  /** SNS's ids of the accepted messages. */
  readonly messageIds: readonly string[];
}

/**
 * Publishes photos to the topics of a held record that are still to do, and marks those that have accepted, or do not
 * exist, as done. The record is saved before the next topic's turn, and with `saveLast` after the last one too.
 * @throws LeaseLostError when another notifier has taken over the record, or may have done so.
 */
export type PublishBatch = (
  held: HeldRecord,
  photos: readonly Photo[],
  signal: AbortSignal,
  saveLast?: boolean,
) => Promise<PublishedBatch>;

/**
 * Publishes to one topic after the other, so that each acceptance is recorded before the next topic can fail. A topic
 * that refuses does not keep the next one from getting the message.
 */
export function createPublishBatch(options: PublishBatchOptions): PublishBatch {
  const { compose, publish, topics, takeTurn, snsMs, recordMs, onPublish, onNotified, logger } = options;

  return async (held, photos, signal, saveLast = false) => {
    const { batch } = held;
    const before = held.topics();
    const toDo = topicNames.filter((topic) => before[topic] === 'to do');
    const refusals = new Map<TopicName, unknown>();
    const messageIds: string[] = [];
    const message = await compose(photos);
    for (const [index, topic] of toDo.entries()) {
      // The claim already limits how often an owner's topic is published to.
      if (topic === 'shared') await takeTurn(signal);
      await keepLease(held, signal);
      // Not the handler's signal: a request that is cut off may have been accepted.
      const uninterrupted = AbortSignal.timeout(snsMs);
      const answer = await publish(topics.named(topic, batch.group), message, uninterrupted);
      const result = expectTopic(topic, answer);
      onPublish(topic, result);
      if ('error' in result) {
        refusals.set(topic, result.error);
        continue;
      }
      held.mark({ [topic]: 'done' });
      if (result.outcome === 'absent') continue;
      messageIds.push(result.messageId);
      const { messageId } = result;
      logger.info({ batch: batch.id, topic, messageId, photos: photos.length }, 'message published');
      if (saveLast || index < toDo.length - 1) await held.save(AbortSignal.timeout(recordMs));
    }
    if (messageIds.length > 0 && !Object.values(before).includes('done')) onNotified(photos);
    return { refusals, messageIds };
  };

  /** By the own clock, the lease must cover Publish and the record of it. */
  async function keepLease(held: HeldRecord, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (held.left() >= snsMs + recordMs) return;
    if (held.left() > 0) await held.save(signal);
    signal.throwIfAborted();
    if (held.left() < snsMs + recordMs) throw new LeaseLostError('a record whose lease ran out');
  }
}

/** Owners without subscribers have no topic, but the shared topic must exist. */
function expectTopic(topic: TopicName, result: PublishResult): PublishResult {
  if (topic === 'owner' || result.outcome !== 'absent') return result;
  return { outcome: 'refused', error: new Error('the shared topic does not exist') };
}
