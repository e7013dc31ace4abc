import { signal } from '@preact/signals';
import type { CallApi } from '../api/call-api.ts';
import type { Photo } from '../api/types.ts';

/** Milliseconds in which a deletion can be undone. */
export const undoTime = 8000;
/** Photos that one call deletes. */
const callMax = 100;

interface DeletionsOptions {
  readonly call: CallApi;
  /** Takes photos off the sheet and returns what is known of them. */
  readonly hide: (photoIds: readonly string[]) => readonly Photo[];
  readonly show: (photos: readonly Photo[]) => void;
  readonly onRefused: (count: number) => void;
  readonly setTimer: (run: () => void, ms: number) => () => void;
}

/** Deletes photos at once for the eye, and for good once it can't be undone any more. */
export class Deletions {
  readonly pending = signal<readonly Photo[]>([]);
  readonly #options: DeletionsOptions;
  readonly #hidden = new Set<string>();
  #stopTimer = () => {};

  constructor(options: DeletionsOptions) {
    this.#options = options;
  }

  /** Whether the photo is deleted or about to be: lists may still have it. */
  hides(photoId: string): boolean {
    return this.#hidden.has(photoId);
  }

  delete(photoIds: readonly string[]): void {
    void this.commit();
    for (const id of photoIds) this.#hidden.add(id);
    this.pending.value = this.#options.hide(photoIds);
    this.#stopTimer = this.#options.setTimer(() => void this.commit(), undoTime);
  }

  undo(): void {
    this.#stopTimer();
    const photos = this.pending.value;
    this.pending.value = [];
    this.#bringBack(photos);
  }

  /** Deletes for good what is pending. The requests outlive the page. */
  async commit(): Promise<void> {
    this.#stopTimer();
    const photos = this.pending.value;
    this.pending.value = [];
    const calls: Promise<void>[] = [];
    for (let start = 0; start < photos.length; start += callMax) {
      calls.push(this.#deleteSome(photos.slice(start, start + callMax)));
    }
    await Promise.all(calls);
  }

  async #deleteSome(photos: readonly Photo[]): Promise<void> {
    const body = { photoIds: photos.map(({ photoId }) => photoId) };
    let refused = photos;
    try {
      const { results } = await this.#options.call<{ results: { photoId: string; result: string }[] }>(
        '/v1/photos/delete',
        { body, keepalive: true },
      );
      const bad = new Set(
        results
          .filter(({ result }) => result !== 'deleted' && result !== 'not-found')
          .map((one) => one.photoId),
      );
      refused = photos.filter(({ photoId }) => bad.has(photoId));
    } catch {
      // None of them is known to be deleted: all come back.
    }
    if (refused.length === 0) return;
    this.#bringBack(refused);
    this.#options.onRefused(refused.length);
  }

  #bringBack(photos: readonly Photo[]): void {
    for (const { photoId } of photos) this.#hidden.delete(photoId);
    this.#options.show(photos);
  }
}
