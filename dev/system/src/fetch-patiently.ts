import { setTimeout as delay } from 'node:timers/promises';

const maxAttempts = 10;

/**
 * `fetch` for the API: an overloaded API answers 503 with Retry-After, and the request is repeated. Returns the last
 * response.
 */
export async function fetchPatiently(url: string, init: RequestInit): Promise<Response> {
  for (let left = maxAttempts - 1; ; left -= 1) {
    const answer = await fetch(url, init);
    if (answer.status !== 503 || left === 0) return answer;
    await answer.body?.cancel();
    await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
}
