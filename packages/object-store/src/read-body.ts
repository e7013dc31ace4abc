import { addAbortSignal, type Readable } from 'node:stream';

/**
 * Reads `size` bytes into one buffer, without collecting chunks first.
 * @throws Error if the stream has fewer or more bytes, an `AbortError` if the signal is aborted.
 */
export async function readBody(stream: Readable, size: number, signal: AbortSignal): Promise<Buffer> {
  const body = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    if (filled + chunk.length > size) throw new Error(`more than the declared ${size} bytes`);
    chunk.copy(body, filled);
    filled += chunk.length;
  }
  if (filled < size) throw new Error(`the body ended after ${filled} of ${size} bytes`);
  return body;
}
