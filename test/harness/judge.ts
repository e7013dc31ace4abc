import { findDoubles } from './find-doubles.ts';
import { countByKey } from './notifications.ts';
import type { PublishedMessage } from './subscribe-queue.ts';
import { parseOriginalKey, parseOutcomeKey, variantKey } from '@proofsheet/photos';

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

/** Checks that every photo has exactly one set of thumbnails and one notification. */
export function judge(outcome: Outcome): Verdict {
  const { originals, thumbnails, derived, published } = outcome;
  const errors: string[] = [];
  const complain = (what: string, keys: readonly string[]) => {
    if (keys.length > 0) errors.push(`${keys.length} ${what}: ${keys.slice(0, 3).join(', ')}`);
  };
  const heavyRefused = findRefused(outcome);
  const refused = new Set(heavyRefused);
  const due = originals.filter((key) => !refused.has(key));
  const isDue = new Set(due);

  complain('sent and not in S3', without(outcome.sent, originals.map(idOf)));
  complain('in S3 and never sent', without(originals.map(idOf), outcome.sent));
  complain('sent twice', repeated(originals.map(idOf)));
  complain('without a thumbnail', without(due, thumbnails));
  complain('thumbnails without an original', without(thumbnails, due));
  const sizes = outcome.variants.flatMap((name) => due.map((key) => variantKey(name, key)));
  complain('missing further sizes', without(sizes, derived));
  const announced = countByKey(published);
  complain('unannounced', without(due, [...announced.keys()]));
  complain('announced without being there', without([...announced.keys()], due));
  const doubles = findDoubles(published, outcome.recorded, outcome.notifierKills);
  const explained = doubles.filter((double) => double.explained && outcome.notifierKills.length > 0);
  const explainedDoubles = explained.map(({ key }) => key);
  complain(
    'announced twice',
    without(
      doubles.map(({ key }) => key),
      explainedDoubles,
    ),
  );
  // A delivery keeps its record until it expires, so that a slow notifier cannot create it again.
  const kept = ['notified/', 'outcomes/', 'variants/', 'claims/delivery/'];
  complain(
    'records left over',
    derived.filter((key) => !kept.some((prefix) => key.startsWith(prefix))),
  );
  complain(
    'failure records',
    derived.filter((key) => failedOf(key) !== undefined && !refused.has(failedOf(key) ?? '')),
  );
  for (const [queue, count] of Object.entries(outcome.queued)) {
    if (count > 0) errors.push(`${count} messages left in ${queue}`);
  }
  complain(
    'dead letters',
    outcome.deadLetters.filter((body) => !heavyRefused.some((key) => names(body, key))),
  );
  return {
    ready: thumbnails.filter((key) => isDue.has(key)).length,
    announced: announced.size,
    messages: published.length,
    heavyRefused,
    explainedDoubles,
    errors,
  };
}

/** Heavy photos with a failure record or a dead letter instead of a thumbnail. */
function findRefused({ heavy, thumbnails, derived, deadLetters }: Outcome): string[] {
  const made = new Set(thumbnails);
  const failed = new Set(derived.map(failedOf));
  const isDead = (key: string) => deadLetters.some((body) => names(body, key));
  return heavy.filter((key) => !made.has(key) && (failed.has(key) || isDead(key)));
}

/** The photo whose failure a key in the derived bucket records. */
function failedOf(key: string): string | undefined {
  const record = parseOutcomeKey(key);
  return record?.outcome.status === 'failed' ? record.original : undefined;
}

/** A photo's id is in its key, and needs no encoding there. */
function names(body: string, key: string): boolean {
  return body.includes(idOf(key));
}

/** How clients know a photo: the id in its key, or the key itself. */
export function idOf(key: string): string {
  return parseOriginalKey(key)?.photoId ?? key;
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const known = new Set(some);
  return all.filter((each) => !known.has(each));
}

function repeated(all: readonly string[]): string[] {
  return all.filter((each, index) => all.indexOf(each) < index);
}
