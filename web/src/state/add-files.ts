import type { Signal } from '@preact/signals';
import type { Dropped } from '../uploader/read-drop.ts';
import type { App } from './app.ts';
import type { Uploads } from './uploads.ts';

/** Queues files, those too that come before the queue of the last visit is read. */
export async function addFiles(
  { uploads }: Pick<App, 'uploads'>,
  dropped: readonly Dropped[],
  addedAt?: number,
): Promise<void> {
  await (await opened(uploads)).add(dropped, addedAt);
}

function opened(uploads: Signal<Uploads | undefined>): Promise<Uploads> {
  return new Promise((resolve) => {
    const stop = uploads.subscribe((value) => {
      if (!value) return;
      resolve(value);
      queueMicrotask(() => stop());
    });
  });
}
