import { AwsError } from '../aws-error.ts';

/**
 * Reads a body whole into memory.
 * @throws RequestEntityTooLarge (413) as soon as more than `maxBytes` have come.
 */
export async function readBody(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new AwsError('RequestEntityTooLarge', 413, 'The request is too large.');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
