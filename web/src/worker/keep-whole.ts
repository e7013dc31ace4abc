/**
 * Replaces what a cache holds under a key, and returns the response. The body is read first: a connection that is cut while
 * the cache reads it would take what was kept before as well.
 */
export async function keepWhole(cache: Cache, key: string, response: Response): Promise<Response> {
  const whole = new Response(await response.arrayBuffer(), response);
  await cache.put(key, whole.clone());
  return whole;
}
