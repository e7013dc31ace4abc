import { signal } from '@preact/signals';

/** The photos that are picked, and where a range begins. */
export class Selection {
  readonly ids = signal<ReadonlySet<string>>(new Set());
  #anchor: number | undefined;

  toggle(photoId: string, position: number): void {
    const next = new Set(this.ids.value);
    if (!next.delete(photoId)) next.add(photoId);
    this.ids.value = next;
    this.#anchor = position;
  }

  /** Adds all from the last one that was toggled to this one. */
  extend(position: number, idsBetween: (from: number, to: number) => Iterable<string>): void {
    const anchor = this.#anchor ?? position;
    const between = idsBetween(Math.min(anchor, position), Math.max(anchor, position));
    this.ids.value = new Set([...this.ids.value, ...between]);
  }

  add(photoIds: Iterable<string>): void {
    this.ids.value = new Set([...this.ids.value, ...photoIds]);
  }

  clear(): void {
    if (this.ids.value.size > 0) this.ids.value = new Set();
    this.#anchor = undefined;
  }
}
