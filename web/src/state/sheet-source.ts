import { computed, type ReadonlySignal } from '@preact/signals';
import type { Photo } from '../api/types.ts';
import type { Block } from '../sheet/sequence.ts';
import type { Album } from './album.ts';
import { monthOf } from './month-pages.ts';
import type { Queue, QueueItem } from './queue.ts';
import type { Search } from './search.ts';

/** What a cell shows. */
export type SheetItem =
  | { readonly kind: 'upload'; readonly item: QueueItem }
  | { readonly kind: 'photo'; readonly photo: Photo };

/** All that the sheet shows, newest first. */
export interface SheetSource {
  readonly blocks: ReadonlySignal<readonly Block[]>;
  readonly total: ReadonlySignal<number>;
  /** Changes when cells may show something else. */
  readonly version: ReadonlySignal<unknown>;
  /** Undefined while it is being loaded. */
  itemAt(month: string, index: number): SheetItem | undefined;
  /** The photo, if it is loaded. It is not asked for. */
  loadedPhotoAt(month: string, index: number): Photo | undefined;
  /** Where a photo is, if that is known. */
  find(photoId: string): { readonly month: string; readonly index: number } | undefined;
}

/** The queue's files in front of the album, in the month that it is now. */
export function albumSource(album: Album, queue: Queue, month: () => string): SheetSource {
  const now = computed(() => (queue.items.value.length > 0 ? month() : ''));
  const blocks = computed((): readonly Block[] => {
    const queued = queue.items.value.length;
    const listed = album.blocks.value;
    if (queued === 0) return listed;
    const [first, ...others] = listed;
    if (first?.month === now.value) return [{ ...first, photos: first.photos + queued }, ...others];
    return [{ month: now.value, photos: queued }, ...listed];
  });
  const queuedIn = (name: string) => (name === now.value ? queue.items.value : []);
  return {
    blocks,
    total: computed(() => album.total.value + queue.items.value.length),
    version: computed(() => [album.version.value, queue.items.value]),
    itemAt(name, index) {
      const queued = queuedIn(name);
      const item = queued[index];
      if (item) return { kind: 'upload', item };
      const photo = album.photoAt(name, index - queued.length);
      return photo && { kind: 'photo', photo };
    },
    loadedPhotoAt(name, index) {
      const queued = queuedIn(name);
      return queued[index]?.photo.peek() ?? album.loadedPhotoAt(name, index - queued.length);
    },
    find(photoId) {
      const item = queue.ofPhoto(photoId);
      if (item) return { month: now.value, index: queue.items.value.indexOf(item) };
      const found = album.find(photoId);
      return found && { month: found.month, index: found.index + queuedIn(found.month).length };
    },
  };
}

/** Photos whose name matches. */
export function searchSource(search: Search): SheetSource {
  const startOf = (month: string) => search.found.value.findIndex((photo) => monthOf(photo) === month);
  const photoAt = (month: string, index: number) => search.found.value[startOf(month) + index];
  return {
    blocks: search.blocks,
    total: computed(() => search.found.value.length),
    version: search.found,
    itemAt(month, index) {
      const photo = photoAt(month, index);
      return photo && { kind: 'photo', photo };
    },
    loadedPhotoAt: photoAt,
    find(photoId) {
      const at = search.found.value.findIndex((photo) => photo.photoId === photoId);
      const photo = search.found.value[at];
      if (!photo) return undefined;
      const month = monthOf(photo);
      return { month, index: at - startOf(month) };
    },
  };
}
