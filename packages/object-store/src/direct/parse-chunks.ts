/**
 * The body of a chunked answer (RFC 9112, 7.1), or undefined while bytes of it are missing.
 * @throws Error for extensions, trailers, and anything after the last chunk.
 */
export function parseChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = bytes.toString('latin1', at, lineEnd);
    if (!/^[0-9A-Fa-f]{1,6}$/.test(size)) throw new Error('not the size of a chunk');
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (bytes.length < end + 2) return undefined;
    if (bytes.toString('latin1', end, end + 2) !== '\r\n') throw new Error('not the end of a chunk');
    at = end + 2;
    if (start === end) {
      if (at < bytes.length) throw new Error('more bytes than were announced');
      return Buffer.concat(chunks);
    }
    chunks.push(bytes.subarray(start, end));
  }
}
