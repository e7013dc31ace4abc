import type { PhotoDetails } from '../api/types.ts';
import type { App } from './app.ts';

/** Saves one original. S3 sends it: no byte passes through the service. */
export async function downloadOriginal(app: App, photoId: string): Promise<void> {
  const { original } = await app.call<PhotoDetails>(`/v1/photos/${encodeURIComponent(photoId)}`);
  if (original) save(original.downloadUrl ?? original.url);
}

/** Saves the originals that are picked: one as it is, more in a zip that the service worker makes from S3's answers. */
export async function downloadPicked(app: App, photoIds: readonly string[]): Promise<void> {
  const [first] = photoIds;
  if (first === undefined) return;
  if (photoIds.length === 1) return downloadOriginal(app, first);
  const worker = (await navigator.serviceWorker?.ready)?.active;
  if (!worker) {
    for (const photoId of photoIds) await downloadOriginal(app, photoId);
    return;
  }
  const id = crypto.randomUUID();
  worker.postMessage({ kind: 'zip', id, photoIds });
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = `/zip/${id}/photos.zip`;
  document.body.append(frame);
  // A worker that hears nothing is ended by the browser, and the download with it.
  const timer = setInterval(() => worker.postMessage({ kind: 'still-here' }), 10_000);
  navigator.serviceWorker.addEventListener('message', function onEnd({ data }) {
    if (data?.kind !== 'zip-ended' || data.id !== id) return;
    clearInterval(timer);
    frame.remove();
    navigator.serviceWorker.removeEventListener('message', onEnd);
  });
}

function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noopener';
  link.click();
}
