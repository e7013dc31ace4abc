import { ApiError } from '@proofsheet/client';
import type { CallApi } from '../api/call-api.ts';
import type { AlbumPage } from '../api/types.ts';
import { type Month, type Page, pageSize } from './month-pages.ts';

/** From so many pages on, a month's positions are asked for instead of read page after page. */
const farPages = 3;

interface LoadPageOptions {
  readonly call: CallApi;
  /** Returns a check that fails once the album was listed anew. */
  readonly isCurrent: () => () => boolean;
  readonly take: (answer: AlbumPage, from: { readonly month: string; readonly page: number }) => void;
  readonly publish: () => void;
}

export type LoadPage = (month: Month, number: number) => Promise<void>;

/** Loads a page of a month, once at a time. */
export function createLoadPage({ call, isCurrent, take, publish }: LoadPageOptions): LoadPage {
  const loading = new Set<Page>();

  const loadPage: LoadPage = async (month, number) => {
    const page = month.pages[number];
    if (!page || loading.has(page)) return;
    loading.add(page);
    const current = isCurrent();
    try {
      if (!page.start) await findStart(month, number);
      const start = month.pages[number]?.start;
      if (!current() || !start) return;
      const query = new URLSearchParams({ limit: String(pageSize), ...start });
      const answer = await call<AlbumPage>(`/v1/photos?${query}`);
      if (current()) take(answer, { month: month.month, page: number });
    } finally {
      loading.delete(page);
    }
  };

  /** Makes a page's start known: by the month's positions, or by the pages before it. */
  async function findStart(month: Month, number: number): Promise<void> {
    let known = number;
    while (known > 0 && !month.pages[known]?.start) known--;
    if (number - known >= farPages && (await askPositions(month))) return;
    for (let before = known; before < number; before++) await loadPage(month, before);
  }

  async function askPositions(month: Month): Promise<boolean> {
    try {
      const { cursors, photos } = await call<{ cursors: string[]; photos: number }>(
        `/v1/timeline/${month.month}`,
      );
      const first = month.pages[0]?.start;
      // All pages but the first are whole.
      month.pages = cursors.map((cursor, at) => ({
        start: at === 0 ? first : { cursor },
        ids: undefined,
        expected: at === 0 ? photos - (cursors.length - 1) * pageSize : pageSize,
      }));
      publish();
      return true;
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 404) return false;
      throw problem;
    }
  }

  return loadPage;
}
