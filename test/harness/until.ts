import { setTimeout as delay } from 'node:timers/promises';

/**
 * Polls `look` until it returns something, where there is no event to await.
 * @throws Error that names `what` after `timeoutMs`.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = 30_000,
): Promise<T> {
  for (const end = Date.now() + timeoutMs; ; await delay(30)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
  }
}
