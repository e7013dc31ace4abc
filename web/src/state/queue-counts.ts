import type { Photo } from '../api/types.ts';
import type { Upload } from '../uploader/upload.ts';

/** What a person sees of a file on its way. */
export type Stage = 'queued' | 'paused' | 'uploading' | 'developing' | 'ready' | 'needs-you';

/** `photo` is what the service says of it, once it is stored. */
export function stageOf(upload: Upload, photo: Photo | undefined): Stage {
  switch (upload.status) {
    case 'queued':
      return upload.sent > 0 ? 'uploading' : 'queued';
    case 'sending':
      return 'uploading';
    case 'paused':
      return 'paused';
    case 'failed':
    case 'missing':
      return 'needs-you';
    case 'stored':
      if (photo?.status === 'ready') return 'ready';
      return photo?.status === 'failed' ? 'needs-you' : 'developing';
  }
}

export type QueueCounts = Readonly<Record<Stage, number>> & {
  readonly all: number;
  /** Bytes that are still to be sent. */
  readonly bytesLeft: number;
};

export const noCounts: QueueCounts = {
  queued: 0,
  paused: 0,
  uploading: 0,
  developing: 0,
  ready: 0,
  'needs-you': 0,
  all: 0,
  bytesLeft: 0,
};

/** Counts by stage, kept up to date one change at a time: a queue has thousands of files. */
export class QueueCounter {
  readonly #known = new Map<string, { readonly stage: Stage; readonly left: number }>();
  readonly #counts: { -readonly [Key in keyof QueueCounts]: number } = { ...noCounts };

  set(id: string, stage: Stage, left: number): void {
    this.remove(id);
    this.#known.set(id, { stage, left });
    this.#add(stage, left, 1);
  }

  remove(id: string): void {
    const known = this.#known.get(id);
    if (known) this.#add(known.stage, known.left, -1);
    this.#known.delete(id);
  }

  read(): QueueCounts {
    return { ...this.#counts };
  }

  #add(stage: Stage, left: number, sign: 1 | -1): void {
    this.#counts[stage] += sign;
    this.#counts.all += sign;
    this.#counts.bytesLeft += sign * left;
  }
}
