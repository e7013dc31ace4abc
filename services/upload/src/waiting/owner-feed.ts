import { setTimeout as sleep } from 'node:timers/promises';
import type { ListedObject, ListOptions } from '@proofsheet/object-store';
import { ownerOutcomePrefix } from '@proofsheet/photos';
import { type OutcomeRow, toOutcomeRows } from '../photos/outcome-row.ts';
import { createAwaitedPhotos, type TakeRecord } from './awaited-photos.ts';
import { createNewestWindow, type OutcomeChange } from './newest-window.ts';

/** Called for every change, and at first for the records that are not older than `since`. */
export interface ChangeListener {
  readonly since: Date;
  onChange(change: OutcomeChange): void;
}

/** Maximum rows of a list call: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const maxRows = 1000;

interface OwnerFeedOptions {
  readonly owner: string;
  readonly list: (options: ListOptions, signal: AbortSignal) => Promise<ListedObject[]>;
  /** Milliseconds from the start of one poll to the start of the next. */
  readonly periodMs: () => number;
  readonly closing: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** Called when nothing waits any more. */
  readonly onIdle: () => void;
}

export type OwnerFeed = ReturnType<typeof createOwnerFeed>;

/** Polls one owner's outcome records, one list call per period, for all requests that wait for certain photos or any. */
export function createOwnerFeed({ owner, list, periodMs, closing, onError, onIdle }: OwnerFeedOptions) {
  const prefix = ownerOutcomePrefix(owner);
  const awaited = createAwaitedPhotos();
  const folderOf = (photoId: string) => `${prefix}${photoId}/`;
  const photoIdIn = (key: string) => key.slice(prefix.length, key.indexOf('/', prefix.length));
  const listeners = new Set<ChangeListener>();
  const greeted = new WeakSet<ChangeListener>();
  let window = createNewestWindow();
  /** Where the next poll continues, while awaited photos are out of reach of the last one. */
  let resumeAt: string | undefined;
  let running = false;

  function start(): void {
    if (running) return;
    running = true;
    void run();
  }

  async function run(): Promise<void> {
    while (!closing.aborted && (awaited.size() > 0 || listeners.size > 0)) {
      const begun = performance.now();
      await look().catch(onError);
      const left = Math.max(0, periodMs() - (performance.now() - begun));
      await sleep(left, undefined, { signal: closing, ref: false }).catch(() => undefined);
    }
    running = false;
    window = createNewestWindow();
    onIdle();
  }

  async function look(): Promise<void> {
    const resumed = awaited.size() > 0 ? resumeAt : undefined;
    const isNewest = resumed === undefined && listeners.size > 0;
    const limit = Math.max(
      isNewest ? window.rows(Date.now()) : 0,
      awaited.size() > 0 ? Math.min(maxRows, 50 + 4 * awaited.size()) : 0,
    );
    const newest = awaited.newestBehind('');
    const from = resumed ?? (isNewest || newest === undefined ? undefined : folderOf(newest));
    const listed = await list({ prefix, limit, ...(from !== undefined && { startAfter: from }) }, closing);
    const last = listed.length < limit ? undefined : listed.at(-1)?.key;
    const rows = toOutcomeRows(listed);
    awaited.show(rows);
    if (isNewest) tell(rows, window.look(rows, last, Date.now()));
    const missed = last === undefined ? undefined : awaited.newestBehind(photoIdIn(last));
    // Every second poll is for requests that wait for any change.
    const isTheirTurn = resumed !== undefined && listeners.size > 0;
    resumeAt = missed === undefined || isTheirTurn ? undefined : folderOf(missed);
  }

  function tell(rows: readonly OutcomeRow[], change: OutcomeChange): void {
    for (const listener of listeners) {
      if (greeted.has(listener)) {
        if (change.appeared.length > 0 || change.gone.length > 0) listener.onChange(change);
        continue;
      }
      greeted.add(listener);
      const appeared = rows.filter(({ at }) => at >= listener.since);
      if (appeared.length > 0) listener.onChange({ appeared, gone: [] });
    }
  }

  return {
    awaitPhotos(photoIds: readonly string[], take: TakeRecord): () => void {
      const remove = awaited.add(photoIds, take);
      start();
      return remove;
    },
    listen(listener: ChangeListener): () => void {
      listeners.add(listener);
      start();
      return () => listeners.delete(listener);
    },
  };
}
