import type { PublishedMessage } from '@proofsheet/harness/subscribe-queue';

/** Contents of buckets and queues after the run, and what was expected. */
export interface Outcome {
  /** Ids of the photos that clients uploaded successfully. */
  readonly sent: readonly string[];
  /** Keys of the photos that need more memory than a worker has. A failure record or a dead letter is right for them. */
  readonly heavy: readonly string[];
  /** Names of the variants. */
  readonly variants: readonly string[];
  /** Keys, without those that existed before the load. */
  readonly originals: readonly string[];
  readonly thumbnails: readonly string[];
  readonly derived: readonly string[];
  readonly published: readonly PublishedMessage[];
  /** Ids of the messages whose photos the notifier logged as recorded. */
  readonly recorded: ReadonlySet<string>;
  /** When notifiers were killed. */
  readonly notifierKills: readonly Date[];
  /** Messages in any state, by queue. */
  readonly queued: Readonly<Record<string, number>>;
  /** Bodies of the dead letters. */
  readonly deadLetters: readonly string[];
}

/** The verdict. Every list except `explainedDoubles` must be empty. */
export interface Verdict {
  readonly ready: number;
  readonly announced: number;
  readonly messages: number;
  /** Heavy photos that ended with a failure record or as a dead letter. */
  readonly heavyRefused: readonly string[];
  readonly explainedDoubles: readonly string[];
  /** Problems, one a line. */
  readonly errors: readonly string[];
}
