import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Api, createApi } from '@proofsheet/client';
import { createTransport } from '@proofsheet/client/upload';
import { type CallApi, createCallApi } from '../api/call-api.ts';
import type { ClientConfig, Photo } from '../api/types.ts';
import { chooseLanguage, type Language, loadLanguage } from '../texts/load-texts.ts';
import { holdTab } from '../uploader/hold-tab.ts';
import { deleteUploadStore, openUploadStore } from '../uploader/upload-store.ts';
import { Album } from './album.ts';
import { Deletions } from './deletions.ts';
import { followOutcomes } from './follow-outcomes.ts';
import { PhotoDetailsStore } from './photo-details.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { Queue } from './queue.ts';
import { createPreviews, type Previews } from '../sheet/draw-preview.ts';
import { createRouter, type Router } from './route.ts';
import { Search } from './search.ts';
import { Selection } from './selection.ts';
import { createSession, type SessionStore } from './session.ts';
import { albumSource, type SheetSource, searchSource } from './sheet-source.ts';
import { Toasts } from './toasts.ts';
import { Uploads } from './uploads.ts';

/** A window that lies over the page. */
export type Dialog =
  | { readonly kind: 'shortcuts' | 'email' | 'shares' }
  | { readonly kind: 'share'; readonly photoIds: readonly string[] };

/** All that the page knows and can do. */
export interface App {
  readonly api: Api;
  readonly call: CallApi;
  readonly config: Signal<ClientConfig | undefined>;
  readonly session: SessionStore;
  readonly router: Router;
  readonly language: Signal<Language>;
  readonly preferences: Preferences;
  readonly album: Album;
  readonly queue: Queue;
  readonly uploads: Signal<Uploads | undefined>;
  readonly selection: Selection;
  readonly search: Search;
  readonly deletions: Deletions;
  readonly toasts: Toasts;
  readonly details: PhotoDetailsStore;
  readonly previews: Previews;
  readonly dialog: Signal<Dialog | undefined>;
  readonly isOnline: Signal<boolean>;
  readonly source: ReadonlySignal<SheetSource>;
  /** Says whether the link that signs in was refused. */
  readonly linkRefused: Signal<boolean>;
  setLanguage(code: string): Promise<void>;
  signOut(): Promise<void>;
}

export async function createApp(window: Window & typeof globalThis): Promise<App> {
  const preferences = createPreferences(window.localStorage);
  const code = chooseLanguage([preferences.language.value, ...window.navigator.languages]);
  const language = signal(await loadLanguage(code));
  const api = createApi({
    baseUrl: window.location.origin,
    onUnauthorized: ({ url }) => {
      if (!new URL(url).pathname.startsWith('/auth/')) session.over();
    },
  });
  const call = createCallApi(api);
  const session = createSession(call);
  const queue = new Queue(Date.now, (run) => window.requestAnimationFrame(run));
  const album = new Album(call, (photoId) => queue.has(photoId) || deletions.hides(photoId));
  const search = new Search(call);
  const toasts = new Toasts();
  const deletions: Deletions = new Deletions({
    call,
    hide: (photoIds) => hide({ album, queue }, photoIds),
    show: (photos) => {
      for (const photo of photos) album.apply(photo);
    },
    onRefused: (count) => {
      const { texts, formats } = language.value;
      toasts.show(texts.deleteRefused(count, formats.number(count)), { needsPerson: true });
    },
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const inAlbum = albumSource(album, queue, () => new Date().toISOString().slice(0, 7));
  const inSearch = searchSource(search);

  const app: App = {
    api,
    call,
    config: signal(undefined),
    session,
    router: createRouter(window),
    language,
    preferences,
    album,
    queue,
    uploads: signal(undefined),
    selection: new Selection(),
    search,
    deletions,
    toasts,
    details: new PhotoDetailsStore(call),
    previews: createPreviews(),
    dialog: signal(undefined),
    isOnline: signal(window.navigator.onLine),
    source: computed(() => (search.text.value === '' ? inAlbum : inSearch)),
    linkRefused: signal(false),
    async setLanguage(next) {
      preferences.language.value = next;
      language.value = await loadLanguage(next);
    },
    signOut: () => signOut(app, window),
  };
  watchWindow(app, window);
  return app;
}

/** Takes photos off the sheet, those of the queue too. */
function hide({ album, queue }: Pick<App, 'album' | 'queue'>, photoIds: readonly string[]): Photo[] {
  const photos = photoIds.flatMap((id) => {
    const item = queue.ofPhoto(id);
    if (item) queue.remove(item.id);
    const known = { ...album.photo(id), ...item?.photo.value } as Partial<Photo>;
    return known.photoId === undefined ? [] : [known as Photo];
  });
  queue.publish();
  album.remove(photoIds);
  return photos;
}

function watchWindow(app: App, window: Window & typeof globalThis): void {
  const setOnline = () => {
    app.isOnline.value = window.navigator.onLine;
    app.uploads.value?.uploader.setHold('offline', !window.navigator.onLine);
  };
  window.addEventListener('online', setOnline);
  window.addEventListener('offline', setOnline);
  window.addEventListener('pagehide', () => void app.deletions.commit());
  window.addEventListener('beforeunload', (event) => {
    if (app.queue.counts.value.uploading > 0) event.preventDefault();
  });
  effect(() => {
    const { texts } = app.language.value;
    window.document.documentElement.lang = texts.language;
  });
}

/** Begins what a signed-in person needs: uploads that wait, the list, and news of outcomes. Returns its end. */
export function enter(app: App, owner: string): () => void {
  const stop = new AbortController();
  void openUploads(app, owner, stop.signal);
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
  return () => stop.abort();
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
  for (const id of missing) hide(app, [id]);
}

async function openUploads(app: App, owner: string, signal: AbortSignal): Promise<void> {
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
  if (signal.aborted) return;
  signal.addEventListener('abort', () => void uploads.uploader.close().then(() => store?.close()));
  uploads.uploader.setHold('offline', !app.isOnline.value);
  app.uploads.value = uploads;
  await uploads.adopt();
}

/** Leaves nothing behind on this device. */
async function signOut(app: App, window: Window & typeof globalThis): Promise<void> {
  const { value } = app.session.state;
  const owner = value.state === 'signed-in' ? value.session.owner : undefined;
  await app.deletions.commit();
  const redirectTo = await app.session.leave();
  app.album.clear();
  app.queue.clear();
  app.selection.clear();
  app.uploads.value = undefined;
  for (const registration of (await window.navigator.serviceWorker?.getRegistrations()) ?? []) {
    await registration.unregister();
  }
  for (const name of await window.caches.keys()) await window.caches.delete(name);
  if (owner !== undefined) await deleteUploadStore(owner);
  window.location.assign(redirectTo ?? '/');
}
