import { signal } from '@preact/signals';

export interface Toast {
  readonly text: string;
  /** Shown in the warm colour, and longer. */
  readonly needsPerson: boolean;
}

const shownFor = { news: 4000, needsPerson: 12_000 };

/** Short messages, the latest of which is shown. */
export class Toasts {
  readonly current = signal<Toast | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, { needsPerson = false } = {}): void {
    clearTimeout(this.#timer);
    this.current.value = { text, needsPerson };
    this.#timer = setTimeout(() => this.close(), needsPerson ? shownFor.needsPerson : shownFor.news);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.current.value = undefined;
  }
}
