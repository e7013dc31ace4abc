import type { Photo } from '../api/types.ts';
import type { App } from './app.ts';

/** Lets the workers try a failed photo again. */
export async function retryPhoto({ call, album, queue, toasts }: App, photo: Photo): Promise<void> {
  try {
    await call(`/v1/photos/${encodeURIComponent(photo.photoId)}/retry`, { body: {} });
    const { reason: _, failedAt: __, ...rest } = photo;
    const again = { ...rest, status: 'processing' as const };
    if (!queue.replace(again)) album.replace(again);
  } catch (error) {
    toasts.show(error instanceof Error ? error.message : String(error), { needsPerson: true });
  }
}
