import { incompleteBody } from '../s3-errors.ts';
import { createByteReader } from './byte-reader.ts';

/**
 * Takes the framing off an `aws-chunked` body. The chunks' own signatures, if any, are not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @param trailers receives the trailing headers, names in lower case.
 * @throws IncompleteBody (400).
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = createByteReader(source);
  for (let size = readSize(await reader.line()); size > 0; size = readSize(await reader.line())) {
    yield* reader.take(size);
    if ((await reader.line()) !== '') throw incompleteBody();
  }
  for (let line = await reader.line(); line; line = await reader.line()) {
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
}

function readSize(line: string | undefined): number {
  const digits = /^([0-9a-f]{1,12})(;|$)/i.exec(line ?? '')?.[1];
  if (digits === undefined) throw incompleteBody();
  return Number.parseInt(digits, 16);
}
