import { batch, type Signal, signal } from '@preact/signals';
import type { Photo } from '../api/types.ts';
import type { Upload } from '../uploader/upload.ts';
import type { Hold } from '../uploader/uploader.ts';
import { noCounts, type QueueCounts, QueueCounter, type Stage, stageOf } from './queue-counts.ts';
import { Speed } from './speed.ts';

/** A file on its way, as views see it. */
export interface QueueItem {
  readonly id: string;
  readonly upload: Signal<Upload>;
  /** What the service says of it. */
  readonly photo: Signal<Photo | undefined>;
}

/** Files that came together stay in their order, which is that of sending; those that came last are first. */
function byDrop(one: QueueItem, other: QueueItem): number {
  return other.upload.peek().addedAt - one.upload.peek().addedAt;
}

/** The files of this page, on their way or there. */
export class Queue {
  readonly items = signal<readonly QueueItem[]>([]);
  readonly counts = signal<QueueCounts>(noCounts);
  /** Bytes a second. */
  readonly speed = signal(0);
  readonly holds = signal<ReadonlySet<Hold>>(new Set());
  readonly #items = new Map<string, QueueItem>();
  readonly #byPhotoId = new Map<string, QueueItem>();
  readonly #counter = new QueueCounter();
  readonly #speed = new Speed();
  readonly #now: () => number;
  readonly #afterFrame: (run: () => void) => void;
  #listChanged = false;
  #isScheduled = false;

  constructor(now: () => number, afterFrame: (run: () => void) => void) {
    this.#now = now;
    this.#afterFrame = afterFrame;
  }

  change(upload: Upload): void {
    const known = this.#items.get(upload.id);
    if (known) {
      this.#speed.add(upload.sent - known.upload.value.sent, this.#now());
      known.upload.value = upload;
    }
    const item = known ?? { id: upload.id, upload: signal(upload), photo: signal(undefined) };
    if (!known) {
      this.#items.set(upload.id, item);
      this.#listChanged = true;
    }
    if (upload.photoId !== undefined) this.#byPhotoId.set(upload.photoId, item);
    this.#count(item);
  }

  /** Takes news of a photo. Returns false when none of these files is that photo. */
  apply(photo: Photo): boolean {
    const item = this.#byPhotoId.get(photo.photoId);
    if (!item) return false;
    item.photo.value = { ...item.photo.value, ...photo };
    this.#count(item);
    return true;
  }

  /** Puts what is known of a photo in place of what was. */
  replace(photo: Photo): boolean {
    const item = this.#byPhotoId.get(photo.photoId);
    if (!item) return false;
    item.photo.value = photo;
    this.#count(item);
    return true;
  }

  remove(id: string): void {
    const item = this.#items.get(id);
    if (!item) return;
    this.#items.delete(id);
    const { photoId } = item.upload.value;
    if (photoId !== undefined) this.#byPhotoId.delete(photoId);
    this.#counter.remove(id);
    this.#listChanged = true;
    this.#schedule();
  }

  has(photoId: string): boolean {
    return this.#byPhotoId.has(photoId);
  }

  ofPhoto(photoId: string): QueueItem | undefined {
    return this.#byPhotoId.get(photoId);
  }

  get(id: string): QueueItem | undefined {
    return this.#items.get(id);
  }

  *ofStage(...stages: readonly Stage[]): Generator<QueueItem> {
    for (const item of this.#items.values()) {
      if (stages.includes(stageOf(item.upload.value, item.photo.value))) yield item;
    }
  }

  clear(): void {
    for (const id of [...this.#items.keys()]) this.remove(id);
  }

  /** Publishes now what would wait for the next frame. */
  publish(): void {
    this.#isScheduled = false;
    batch(() => {
      if (this.#listChanged) this.items.value = [...this.#items.values()].sort(byDrop);
      this.#listChanged = false;
      this.counts.value = this.#counter.read();
      this.speed.value = this.#speed.read(this.#now());
    });
  }

  #count({ id, upload: { value: upload }, photo }: QueueItem): void {
    const stage = stageOf(upload, photo.value);
    const isOpen = stage === 'queued' || stage === 'uploading' || stage === 'paused';
    this.#counter.set(id, stage, isOpen ? Math.max(0, upload.size - upload.sent) : 0);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#afterFrame(() => this.publish());
  }
}
