const cacheName = 'proofsheet-thumbnails';

/** Images of S3 that the page asked for with CORS: others can't be told from errors, and are not kept. */
export function isThumbnail(request: Request): boolean {
  return request.destination === 'image' && request.mode === 'cors';
}

/** The address without the signature, which changes while the bytes do not. */
function keyOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** A thumbnail from this device, or from S3 and then kept. */
export async function readThumbnail(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(keyOf(request.url));
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200 && isImmutable(response)) await cache.put(keyOf(request.url), response.clone());
  return response;
}

/** Keeps images that the page loaded before the worker was there. */
export async function keepThumbnails(urls: readonly string[]): Promise<void> {
  if (urls.length === 0) return;
  const cache = await caches.open(cacheName);
  for (const url of urls) {
    if (await cache.match(keyOf(url))) continue;
    const response = await fetch(url, { mode: 'cors', credentials: 'omit', cache: 'force-cache' }).catch(
      () => null,
    );
    if (response?.status === 200 && isImmutable(response)) await cache.put(keyOf(url), response);
  }
}

function isImmutable(response: Response): boolean {
  return response.headers.get('cache-control')?.includes('immutable') ?? false;
}
