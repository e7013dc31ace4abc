import { createTransport } from '@proofsheet/client/upload';
import type { Photo } from '../api/types.ts';
import { holdTab } from '../uploader/hold-tab.ts';
import { openUploadStore } from '../uploader/upload-store.ts';
import type { App, Entry } from './app.ts';
import { followOutcomes } from './follow-outcomes.ts';
import { hidePhotos } from './hide-photos.ts';
import { Uploads } from './uploads.ts';

/** A session that is over leaves all as it is; another owner gets a page of their own. */
export function createEntry(): Entry {
  let current: { readonly owner: string; readonly leave: () => Promise<void> } | undefined;
  return {
    enter(app, owner) {
      if (current?.owner === owner) return app.uploads.value?.uploader.setHold('signed-out', false);
      void current?.leave();
      current = { owner, leave: begin(app, owner) };
    },
    async leave() {
      const { leave } = current ?? {};
      current = undefined;
      await leave?.();
    },
  };
}

/** Begins what a signed-in person needs: uploads that wait, the list, and news of outcomes. Returns its end. */
function begin(app: App, owner: string): () => Promise<void> {
  const stop = new AbortController();
  const uploads = openUploads(app, owner, stop.signal);
  followOutcomes({
    call: app.call,
    signal: stop.signal,
    openEvents: (url) => new EventSource(url),
    onPhoto: (photo) => takeNews(app, photo),
    onGone: (photoId) => void askAgain(app, photoId),
    onNotified: (photoId, notifiedAt) => {
      const known = app.queue.ofPhoto(photoId)?.photo.value ?? app.album.photo(photoId);
      if (known) takeNews(app, { ...known, notifiedAt });
    },
    awaited: () =>
      isSignedIn(app)
        ? [...app.queue.ofStage('developing', 'uploading')].flatMap(
            ({ upload }) => upload.value.photoId ?? [],
          )
        : [],
    hasEvents: () => isSignedIn(app) && (app.config.value?.features.events ?? false),
  });
  void app.album.start();
  return async () => {
    stop.abort();
    await (await uploads.catch(() => undefined))?.close();
  };
}

function isSignedIn({ session }: App): boolean {
  return session.state.value.state === 'signed-in';
}

function takeNews(app: App, photo: Photo): void {
  if (app.deletions.hides(photo.photoId)) return;
  app.queue.apply(photo);
  app.album.apply(photo);
}

/** A photo whose outcome is gone was deleted, or is being tried again. */
async function askAgain(app: App, photoId: string): Promise<void> {
  if (!app.album.photo(photoId) && !app.queue.has(photoId)) return;
  const { photos, missing } = await app.call<{ photos: Photo[]; missing: string[] }>('/v1/photos/status', {
    body: { photoIds: [photoId] },
  });
  for (const photo of photos) takeNews(app, photo);
  for (const id of missing) hidePhotos(app, [id]);
}

/** Opens the queue of this owner. Returns it once what other tabs left is taken over. */
async function openUploads(app: App, owner: string, signal: AbortSignal): Promise<Uploads> {
  const store = await openUploadStore(owner).catch(() => undefined);
  const tab = await holdTab(navigator.locks, crypto.randomUUID());
  const uploads = new Uploads({
    transport: createTransport(app.api),
    store,
    tab,
    queue: app.queue,
    limits: () => {
      const limits = app.config.value?.uploads;
      return {
        contentTypes: limits?.contentTypes ?? [],
        maxBytes: limits?.maxBytes ?? 0,
        multipartFrom: limits?.multipartFromBytes ?? Number.POSITIVE_INFINITY,
      };
    },
    isOnline: () => app.isOnline.value,
    onDuplicates: () => app.toasts.show(app.language.value.texts.failures.duplicate),
  });
  if (signal.aborted) return uploads;
  uploads.uploader.setHold('offline', !app.isOnline.value);
  app.uploads.value = uploads;
  await uploads.adopt();
  return uploads;
}
