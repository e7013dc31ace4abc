import { computed, effect, signal } from '@preact/signals';
import { createApi } from '@proofsheet/client';
import { createCallApi } from '../api/call-api.ts';
import { chooseLanguage, loadLanguage } from '../texts/load-texts.ts';
import { Album } from './album.ts';
import { Deletions } from './deletions.ts';
import type { App } from './app.ts';
import { createEntry } from './entry.ts';
import { hidePhotos } from './hide-photos.ts';
import { PhotoDetailsStore } from './photo-details.ts';
import { createPreferences } from './preferences.ts';
import { Queue } from './queue.ts';
import { createPreviews } from '../sheet/draw-preview.ts';
import { renewAtIssuer } from './renew-at-issuer.ts';
import { createRouter } from './route.ts';
import { Search } from './search.ts';
import { Selection } from './selection.ts';
import { createSession } from './session.ts';
import { albumSource, searchSource } from './sheet-source.ts';
import { createSignOut } from './sign-out.ts';
import { Toasts } from './toasts.ts';

/** Makes the page's state; nothing is asked of the service yet. */
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
  const session = createSession(call, () => renewAtIssuer(window.document));
  const queue = new Queue(Date.now, (run) => window.requestAnimationFrame(run));
  const album = new Album(call, (photoId) => queue.has(photoId) || deletions.hides(photoId));
  const search = new Search(call);
  const toasts = new Toasts();
  const deletions: Deletions = new Deletions({
    call,
    hide: (photoIds) => hidePhotos({ album, queue }, photoIds),
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

  let signOut = async () => {};
  const app: App = {
    api,
    call,
    config: signal(undefined),
    session,
    entry: createEntry(),
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
    signOut: () => signOut(),
  };
  watchWindow(app, window);
  signOut = createSignOut(app, window);
  return app;
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
