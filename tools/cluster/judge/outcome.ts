import type { PublishedMessage } from '@proofsheet/harness/subscribe-queue';

/** What is in the buckets and queues once all is quiet, and what was to be expected. */
export interface Outcome {
  /** Ids of the photos that clients say S3 has taken. */
  readonly sent: readonly string[];
  /** Keys of the photo that takes more memory than there is: a failure record is right for it, and a dead letter too. */
  readonly heavy: readonly string[];
  /** Names of the further sizes. */
  readonly variants: readonly string[];
  /** Keys, those that were there before the load left out. */
  readonly originals: readonly string[];
  readonly thumbnails: readonly string[];
  readonly derived: readonly string[];
  readonly published: readonly PublishedMessage[];
  /** Ids of the messages whose photos the notifier says it has recorded. */
  readonly recorded: ReadonlySet<string>;
  /** When notifiers were killed. */
  readonly notifierKills: readonly Date[];
  /** Messages in any state, by queue. */
  readonly queued: Readonly<Record<string, number>>;
  /** Bodies of the dead letters. */
  readonly deadLetters: readonly string[];
}

/** What the outcome was held against. Every list of keys or messages but `explainedDoubles` has to be empty. */
export interface Verdict {
  readonly ready: number;
  readonly announced: number;
  readonly messages: number;
  /** Heavy photos that ended with a failure record or as a dead letter. */
  readonly heavyRefused: readonly string[];
  readonly explainedDoubles: readonly string[];
  /** A line each, empty where all is well. */
  readonly errors: readonly string[];
}
