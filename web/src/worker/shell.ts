import { keepWhole } from './keep-whole.ts';

const cacheName = 'proofsheet-shell';

/** Keeps the page, so that it opens without a network. */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.add('/');
}

/** The network first for the page, which names its parts by their hash; this device first for the parts. */
export async function openShell(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const isPage = request.mode === 'navigate';
  const kept = await cache.match(isPage ? '/' : request);
  if (kept && !isPage) return kept;
  try {
    const response = await fetch(request);
    if (!response.ok || response.type !== 'basic') return response;
    return await keepWhole(cache, isPage ? '/' : request.url, response);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
