import type { Photo } from './photo.ts';
import type { TopicStates } from './topics.ts';

/** Photos of one group and one status that go out in one message. */
export interface Batch {
  /** Names the delivery record, if a topic refuses the batch. */
  readonly id: string;
  readonly group: string;
  /** At least one. */
  readonly photos: readonly Photo[];
  /** Pending records to delete once the batch is done, with their listed ETags. */
  readonly pending: readonly { readonly key: string; readonly etag: string }[];
}

/** Contents of a claim or delivery record: a notifier that takes it over can finish exactly this batch. */
export interface BatchRecord {
  /** End of the lease, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly batch: Batch;
  readonly topics: TopicStates;
}
