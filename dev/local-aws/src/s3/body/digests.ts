import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The algorithms that a body is measured with; hex or base64 as asked for. */
export type DigestName = 'md5' | 'sha1' | 'sha256' | 'crc32';

/** Measures bytes as they pass. */
export interface Digests {
  /** Bytes so far. */
  readonly size: number;
  /** The same chunks, each measured as it is taken. */
  measure(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
  /** Of the bytes so far; only for the names given. */
  digest(name: DigestName, encoding: 'hex' | 'base64'): string;
}

export function createDigests(names: Iterable<DigestName>): Digests {
  const wanted = new Set(names);
  const hashes = new Map(
    [...wanted].filter((name) => name !== 'crc32').map((name) => [name, createHash(name)]),
  );
  let size = 0;
  let crc = 0;
  const update = (chunk: Buffer) => {
    size += chunk.length;
    if (wanted.has('crc32')) crc = crc32(chunk, crc);
    for (const hash of hashes.values()) hash.update(chunk);
  };
  return {
    get size() {
      return size;
    },
    async *measure(chunks) {
      for await (const chunk of chunks) {
        update(chunk);
        yield chunk;
      }
    },
    digest(name, encoding) {
      if (name === 'crc32') return crcBytes(crc).toString(encoding);
      return hashes.get(name)?.copy().digest(encoding) ?? '';
    },
  };
}

function crcBytes(crc: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes;
}
