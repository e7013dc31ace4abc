import { setTimeout as delay } from 'node:timers/promises';

const maxAttempts = 10;

/**
 * As `fetch`, for calls of our API: one that has too much to do answers 503 and says when to come again. Returns the last
 * answer, whatever it is.
 */
export async function fetchPatiently(url: string, init: RequestInit): Promise<Response> {
  for (let left = maxAttempts - 1; ; left -= 1) {
    const answer = await fetch(url, init);
    if (answer.status !== 503 || left === 0) return answer;
    await answer.body?.cancel();
    await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
}
