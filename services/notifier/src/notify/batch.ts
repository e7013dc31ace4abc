import type { Photo } from './photo.ts';
import type { TopicStates } from './topics.ts';

/** Photos of one group and one status that go out in one message. */
export interface Batch {
  /** Names the record of its delivery, should a topic refuse it. */
  readonly id: string;
  readonly group: string;
  /** At least one. */
  readonly photos: readonly Photo[];
  /** Pending records that are deleted once the batch is done, with the ETags under which they were listed. */
  readonly pending: readonly { readonly key: string; readonly etag: string }[];
}

/** What a claim or a delivery record holds: who takes it over can finish exactly this batch. */
export interface BatchRecord {
  /** End of the lease, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly batch: Batch;
  readonly topics: TopicStates;
}
