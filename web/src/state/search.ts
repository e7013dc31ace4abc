import { computed, signal } from '@preact/signals';
import type { CallApi } from '../api/call-api.ts';
import type { AlbumPage, Photo } from '../api/types.ts';
import type { Block } from '../sheet/sequence.ts';
import { monthOf, pageSize } from './month-pages.ts';

/** Finds photos by file name, reading the album page after page and showing matches as they come. */
export class Search {
  /** Empty when nothing is searched for. */
  readonly text = signal('');
  readonly found = signal<readonly Photo[]>([]);
  /** Photos that were looked at. */
  readonly seen = signal(0);
  readonly isRunning = signal(false);
  readonly blocks = computed((): readonly Block[] =>
    [...Map.groupBy(this.found.value, monthOf)].map(([month, photos]) => ({ month, photos: photos.length })),
  );
  readonly #call: CallApi;
  #stop = new AbortController();

  constructor(call: CallApi) {
    this.#call = call;
  }

  async start(text: string): Promise<void> {
    this.#stop.abort();
    this.text.value = text;
    this.found.value = [];
    this.seen.value = 0;
    this.isRunning.value = text !== '';
    if (text === '') return;
    this.#stop = new AbortController();
    const { signal: stopped } = this.#stop;
    const wanted = text.normalize('NFC').toLocaleLowerCase();
    try {
      for await (const photos of this.#pages(stopped)) {
        const matches = photos.filter(({ filename }) => filename.toLocaleLowerCase().includes(wanted));
        if (matches.length > 0) this.found.value = [...this.found.value, ...matches];
        this.seen.value += photos.length;
      }
    } finally {
      if (!stopped.aborted) this.isRunning.value = false;
    }
  }

  async *#pages(stopped: AbortSignal): AsyncGenerator<readonly Photo[]> {
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(pageSize), ...(cursor !== undefined && { cursor }) });
      const page = await this.#call<AlbumPage>(`/v1/photos?${query}`, { signal: stopped });
      yield page.photos;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}
