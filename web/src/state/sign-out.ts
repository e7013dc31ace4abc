import { deleteUploadStore } from '../uploader/upload-store.ts';
import type { App } from './app.ts';

/** On which the tabs of this browser tell each other that the person signed out. */
const channelName = 'proofsheet-session';
/** Milliseconds that the service worker may take to answer; it may have been stopped. */
const workerPatience = 2000;

/**
 * Returns what signs out here and in the other tabs, and leaves nothing of the person on this device. From now on this
 * tab leaves too when another one signs out: it holds the photos of a person who left.
 */
export function createSignOut(app: App, window: Window & typeof globalThis): () => Promise<void> {
  const channel = new window.BroadcastChannel(channelName);
  channel.addEventListener('message', async () => {
    if (app.session.state.value.state !== 'signed-in') return;
    await forget(app);
    app.session.left();
    window.location.assign('/');
  });
  return async () => {
    const { value } = app.session.state;
    const owner = value.state === 'signed-in' ? value.session.owner : undefined;
    await app.deletions.commit();
    const redirectTo = await app.session.leave();
    channel.postMessage('signed-out');
    await forget(app);
    await emptyCaches(window);
    if (owner !== undefined) await deleteUploadStore(owner);
    app.session.left();
    window.location.assign(redirectTo ?? '/');
  };
}

/** Ends what runs for the person, then drops what the page knows. */
async function forget(app: App): Promise<void> {
  await app.entry.leave();
  app.uploads.value = undefined;
  app.album.clear();
  app.queue.clear();
  app.selection.clear();
}

/** The service worker goes first: an answer that it still waits for must not be kept. */
async function emptyCaches({ navigator, caches, MessageChannel }: Window & typeof globalThis): Promise<void> {
  const { controller } = navigator.serviceWorker ?? {};
  if (controller) {
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
    });
    controller.postMessage({ kind: 'sign-out' }, [port2]);
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, workerPatience))]);
  }
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    await registration.unregister();
  }
  for (const name of await caches.keys()) await caches.delete(name);
}
