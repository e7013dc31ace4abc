import { keepWhole } from './keep-whole.ts';

const cacheName = 'proofsheet-answers';

/** Answers with which the page opens when there is no network: who is signed in, and the newest photos. */
const kept = new Set(['/auth/session', '/v1/client-config', '/v1/timeline', '/v1/photos?limit=200']);

export function isKeptAnswer({ pathname, search }: URL): boolean {
  return kept.has(pathname + search);
}

/** The service's answer, or without one the last that there was. */
export async function readAnswer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    return response.status === 200 ? await keepWhole(cache, request.url, response) : response;
  } catch (error) {
    const last = await cache.match(request.url);
    if (last) return last;
    throw error;
  }
}
