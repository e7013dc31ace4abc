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
  /** Maximum time for an answer of SNS, in milliseconds. */
  readonly snsMs: number;
  /** Maximum time to write records after that, in milliseconds. */
  readonly recordMs: number;
  readonly onPublish: (topic: TopicName, result: PublishResult) => void;
  /** Called for photos that a topic has accepted, once for the first topic. */
  readonly onNotified: (photos: readonly Photo[]) => void;
  readonly logger: Pick<Logger, 'info'>;
}

export interface PublishedBatch {
  /** Why topics are still open: they refused the message or did not answer. */
  readonly refusals: ReadonlyMap<TopicName, unknown>;
  /** SNS's ids of the accepted messages. */
  readonly messageIds: readonly string[];
}

/**
 * Publishes photos to the open topics of a held record. Marks topics that accepted the message or do not exist as done.
 * Saves the record before the next topic, and with `saveLast` after the last one too.
 * @throws LeaseLostError if another notifier has taken over the record, or may have done so.
 */
export type PublishBatch = (
  held: HeldRecord,
  photos: readonly Photo[],
  signal: AbortSignal,
  saveLast?: boolean,
) => Promise<PublishedBatch>;

/**
 * Publishes to one topic after the other, so that each acceptance is recorded before the next topic can fail. If a topic
 * refuses, the next one still gets the message.
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
      // The claim already limits the rate of an owner's topic.
      if (topic === 'shared') await takeTurn(signal);
      await keepLease(held, signal);
      // Not the handler's signal: SNS may have accepted an aborted request.
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

  /** By this process's clock, the lease must cover Publish and the record of it. */
  async function keepLease(held: HeldRecord, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (held.left() >= snsMs + recordMs) return;
    if (held.left() > 0) await held.save(signal);
    signal.throwIfAborted();
    if (held.left() < snsMs + recordMs) throw new LeaseLostError('a record with an expired lease');
  }
}

/** An owner without subscribers has no topic, but the shared topic must exist. */
function expectTopic(topic: TopicName, result: PublishResult): PublishResult {
  if (topic === 'owner' || result.outcome !== 'absent') return result;
  return { outcome: 'refused', error: new Error('the shared topic does not exist') };
}
