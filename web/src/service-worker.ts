/// <reference lib="webworker" />
import { isKeptAnswer, readAnswer } from './worker/answers.ts';
import { keepShell, openShell } from './worker/shell.ts';
import { isThumbnail, keepThumbnails, readThumbnail } from './worker/thumbnails.ts';
import { answerZip, noteZip } from './worker/zip.ts';

/** Until the person signs out: then nothing is kept, and nothing that was kept is shown. */
let keeps = true;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('message', (event) => {
  const { data } = event;
  if (data?.kind === 'keep') event.waitUntil(keepLoaded(data.urls));
  if (data?.kind === 'sign-out') event.waitUntil(forgetAll(event.ports[0]));
  if (data?.kind === 'zip') noteZip(data.id, data.photoIds);
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !keeps) return;
  if (url.origin !== worker.location.origin) {
    if (isThumbnail(request)) event.respondWith(readThumbnail(request));
    return;
  }
  if (url.pathname.startsWith('/zip/')) event.respondWith(answerZip(url, worker));
  else if (isKeptAnswer(url)) event.respondWith(readAnswer(request));
  else if (request.mode === 'navigate' || url.pathname.startsWith('/assets/')) {
    event.respondWith(openShell(request));
  }
});

/** Keeps what the page loaded before this worker was there. */
async function keepLoaded(urls: readonly string[]): Promise<void> {
  const own = urls.map((url) => new URL(url)).filter(({ origin }) => origin === worker.location.origin);
  await keepThumbnails(urls.filter((url) => new URL(url).origin !== worker.location.origin));
  for (const url of own) {
    if (url.pathname.startsWith('/assets/')) await openShell(new Request(url));
    else if (isKeptAnswer(url)) await readAnswer(new Request(url));
  }
}

/** Answers that are still awaited go into caches that are no more. */
async function forgetAll(done: MessagePort | undefined): Promise<void> {
  keeps = false;
  for (const name of await caches.keys()) await caches.delete(name);
  done?.postMessage('done');
}
