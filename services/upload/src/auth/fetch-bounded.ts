/** Far above what a discovery document or a set of keys has. */
const maxBytes = 1024 ** 2;
const timeoutMs = 5000;

/**
 * `fetch` for documents of a server that is not ours: no redirect is followed, and after 5 s or 1 MiB it is over.
 * @throws Error when it is.
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
