import type { Page } from './month-pages.ts';

/** Pages that are kept; each has up to 200 photos. */
const pagesKept = 60;

/** Bounds what a long walk through a large album keeps in memory. */
export class RecentPages {
  readonly #pages = new Set<Page>();
  readonly #drop: (photoId: string) => void;

  constructor(drop: (photoId: string) => void) {
    this.#drop = drop;
  }

  /** Notes that a page was loaded, and unloads the one that was loaded first when there are too many. */
  touch(page: Page): void {
    this.#pages.delete(page);
    this.#pages.add(page);
    for (const oldest of this.#pages) {
      if (this.#pages.size <= pagesKept) return;
      this.#pages.delete(oldest);
      if (!oldest.start || !oldest.ids) continue;
      for (const id of oldest.ids) this.#drop(id);
      oldest.expected = oldest.ids.length;
      oldest.ids = undefined;
    }
  }

  clear(): void {
    this.#pages.clear();
  }
}
