import { incompleteBody } from '../s3-errors.ts';

const LONGEST_LINE = 8192;

/** Reads lines and counted bytes from a stream by turns. */
export interface ByteReader {
  /** Up to the next CRLF, without it; undefined once the stream has ended. */
  line(): Promise<string | undefined>;
  /** Reads exactly this many bytes. @throws IncompleteBody (400) if the stream ends before. */
  take(size: number): AsyncGenerator<Buffer>;
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  const readMore = async (): Promise<boolean> => {
    const { done, value } = await chunks.next();
    if (done) return false;
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
    return true;
  };
  const split = (size: number): Buffer => {
    const head = rest.subarray(0, size);
    rest = rest.subarray(head.length);
    return head;
  };

  return {
    async line() {
      let end = rest.indexOf('\r\n');
      while (end === -1) {
        if (rest.length > LONGEST_LINE) throw incompleteBody();
        if (!(await readMore())) return rest.length === 0 ? undefined : split(rest.length).toString();
        end = rest.indexOf('\r\n');
      }
      const line = split(end).toString();
      split(2);
      return line;
    },
    async *take(size) {
      let left = size;
      while (left > 0) {
        if (rest.length === 0 && !(await readMore())) throw incompleteBody();
        const chunk = split(left);
        left -= chunk.length;
        yield chunk;
      }
    },
  };
}
