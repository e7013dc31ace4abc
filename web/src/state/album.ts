import { signal } from '@preact/signals';
import type { CallApi } from '../api/call-api.ts';
import type { AlbumPage, Photo } from '../api/types.ts';
import type { Block } from '../sheet/sequence.ts';
import { createCountMonths } from './count-months.ts';
import { createLoadPage } from './load-page.ts';
import { countPhotos, fillPages, findOrAdd, findPage, type Month, monthOf, pageSize } from './month-pages.ts';
import { insertPhoto } from './insert-photo.ts';
import { RecentPages } from './recent-pages.ts';

/** The photos that the service has, loaded where they are looked at. */
export class Album {
  readonly state = signal<'loading' | 'loaded' | 'empty' | 'failed'>('loading');
  readonly error = signal<unknown>(undefined);
  readonly blocks = signal<readonly Block[]>([]);
  readonly total = signal(0);
  /** Goes up with every change of a photo. */
  readonly version = signal(0);
  readonly #call: CallApi;
  readonly #isQueued: (photoId: string) => boolean;
  readonly #photos = new Map<string, Photo>();
  readonly #recent = new RecentPages((id) => this.#photos.delete(id));
  readonly #loadPage;
  readonly #countMonths;
  #months: Month[] = [];
  #generation = 0;

  /** Photos of the queue are shown by it, and not once more among those that were listed. */
  constructor(call: CallApi, isQueued: (photoId: string) => boolean) {
    this.#call = call;
    this.#isQueued = isQueued;
    const publish = () => this.#publish();
    const isCurrent = () => {
      const generation = this.#generation;
      return () => generation === this.#generation;
    };
    this.#loadPage = createLoadPage({
      call,
      isCurrent,
      publish,
      take: (page, from) => this.#take(page, from),
    });
    this.#countMonths = createCountMonths({ call, isCurrent, publish, months: () => this.#months });
  }

  /** Lists the album anew. */
  async start(): Promise<void> {
    this.clear();
    const mine = this.#generation;
    this.state.value = 'loading';
    try {
      const answer = await this.#call<AlbumPage>(`/v1/photos?limit=${pageSize}`);
      if (mine !== this.#generation) return;
      const [first] = answer.photos;
      this.state.value = first ? 'loaded' : 'empty';
      if (first) this.#take(answer, { month: monthOf(first), page: 0 });
      if (answer.nextCursor !== undefined) await this.#countMonths().catch(() => {});
    } catch (problem) {
      if (mine !== this.#generation) return;
      this.error.value = problem;
      this.state.value = 'failed';
    }
  }

  /** A photo, or undefined while its page is not there, which is then asked for. */
  photoAt(name: string, index: number): Photo | undefined {
    const loaded = this.loadedPhotoAt(name, index);
    if (loaded) return loaded;
    const month = this.#months.find((other) => other.month === name);
    const place = month && findPage(month, index);
    if (!month || !place || month.pages[place.page]?.ids) return undefined;
    this.#loadPage(month, place.page).catch((problem) => {
      this.error.value = problem;
    });
    return undefined;
  }

  /** A photo, or undefined while its page is not there. */
  loadedPhotoAt(name: string, index: number): Photo | undefined {
    const month = this.#months.find((other) => other.month === name);
    const place = month && findPage(month, index);
    const id = place && month.pages[place.page]?.ids?.[place.offset];
    return id === undefined ? undefined : this.#photos.get(id);
  }

  photo(photoId: string): Photo | undefined {
    return this.#photos.get(photoId);
  }

  /** Where a loaded photo is. */
  find(photoId: string): { readonly month: string; readonly index: number } | undefined {
    for (const { month, pages } of this.#months) {
      let index = 0;
      for (const { ids, expected } of pages) {
        const at = ids?.indexOf(photoId) ?? -1;
        if (at >= 0) return { month, index: index + at };
        index += ids?.length ?? expected;
      }
    }
    return undefined;
  }

  /** Takes news of a photo. An unknown one comes in where it belongs, unless the queue shows it. */
  apply(photo: Photo): void {
    const known = this.#photos.get(photo.photoId);
    this.#photos.set(photo.photoId, { ...known, ...photo });
    if (!this.#isQueued(photo.photoId)) {
      insertPhoto(this.#months, photo);
      if (this.state.value === 'empty') this.state.value = 'loaded';
    }
    this.#publish();
  }

  /** Puts what is known of a photo in place of what was. */
  replace(photo: Photo): void {
    this.#photos.set(photo.photoId, photo);
    this.#publish();
  }

  /** Takes photos off the sheet. What is known of them stays, so that they can be put back. */
  remove(photoIds: readonly string[]): void {
    const gone = new Set(photoIds);
    for (const { pages } of this.#months) {
      for (const page of pages) {
        if (page.ids?.some((id) => gone.has(id))) page.ids = page.ids.filter((id) => !gone.has(id));
      }
    }
    this.#publish();
  }

  /** Loads the page of a photo again, because its URLs are over. */
  refresh(photoId: string): void {
    for (const month of this.#months) {
      const number = month.pages.findIndex(({ ids }) => ids?.includes(photoId));
      if (number >= 0) this.#loadPage(month, number).catch(() => {});
    }
  }

  clear(): void {
    this.#generation++;
    this.#months = [];
    this.#photos.clear();
    this.#recent.clear();
    this.#publish();
  }

  #take(answer: AlbumPage, from: { readonly month: string; readonly page: number }): void {
    for (const photo of answer.photos) this.#photos.set(photo.photoId, photo);
    const photos = answer.photos.filter(({ photoId }) => !this.#isQueued(photoId));
    findOrAdd(this.#months, from.month);
    for (const page of fillPages(this.#months, from, { ...answer, photos })) this.#recent.touch(page);
    this.#publish();
  }

  #publish(): void {
    const all = this.#months.map((month) => ({ month: month.month, photos: countPhotos(month) }));
    const kept = all.filter(({ photos }) => photos > 0);
    const before = this.blocks.value;
    const isSame = ({ month, photos }: Block, at: number) =>
      month === before[at]?.month && photos === before[at]?.photos;
    if (kept.length !== before.length || !kept.every(isSame)) {
      this.blocks.value = kept;
      this.total.value = kept.reduce((sum, { photos }) => sum + photos, 0);
    }
    const { value } = this.state;
    if (value === 'loaded' || value === 'empty') this.state.value = kept.length > 0 ? 'loaded' : 'empty';
    this.version.value++;
  }
}
