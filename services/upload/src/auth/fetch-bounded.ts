/** Maximum response size: far above that of a discovery document or a key set. */
const maxBytes = 1024 ** 2;
const timeoutMs = 5000;

/**
 * `fetch` for small documents of other servers: follows no redirects, and gives up after 5 s or 1 MiB.
 * @throws Error when it gives up.
 */
export async function fetchBounded(url: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { status, headers, body } = await fetch(url, { ...init, redirect: 'manual', signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`${url} sends more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers });
}
