import type { JoinRound } from '../../src/gather/create-rounds.ts';
import type { TopicName } from '../../src/notify/topics.ts';

/** What may happen in one exploration, and how often. */
export interface Limits {
  /** All of one owner, for whom there are two topics. */
  readonly photos: number;
  readonly notifiers: number;
  /** A notifier dies, anywhere between two calls. */
  readonly crashes: number;
  /** A message is received while another notifier still holds it. */
  readonly duplicates: number;
  /** S3 sends an event once more after its message was deleted. */
  readonly late: number;
  /** A lease runs out although its holder lives: the holder stalls. */
  readonly stalls: number;
  /** A topic refuses a message. */
  readonly refusals: number;
  /** A topic accepts a message, and its answer is lost. */
  readonly cuts: number;
  /** A write of a record, or a message to the queue, fails without effect. */
  readonly failures: number;
  /** The same, but it takes effect, and its answer is lost or refused after a repetition. */
  readonly losses: number;
  /** A photo is deleted; its event may be sent once more (`late`) after it was uploaded again. */
  readonly deletions: number;
  /** Topics that refuse every message. */
  readonly refusing: readonly TopicName[];
  /** Whether an operator mends these topics at some time, and redrives the dead letters. */
  readonly repair: boolean;
  /** Whether a digest may find that it is too early. */
  readonly early: boolean;
  readonly maxPhotos: number;
  /** Creates the rounds that all notifiers share, as handlers of one process do. Each has its own if undefined. */
  readonly createRounds: (() => JoinRound) | undefined;
}
