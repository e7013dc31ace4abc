import { crc32 } from 'node:zlib';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const textTypes = ['tEXt', 'zTXt', 'iTXt'];
/** Private, not needed to show the image, not safe to copy: https://www.w3.org/TR/png-3/#5Chunk-naming-conventions */
const hidden = 'htXt';

/**
 * Renames the text chunks of a PNG in place, so that its reader skips them. Each may decompress to 8 MB and there may
 * be a thousand: a file of half a megabyte took more than a gigabyte, before a pixel of it was decoded. Nothing that is
 * shown is in them. What is no PNG stays as it is.
 */
export function hidePngText(file: Buffer): void {
  if (!file.subarray(0, signature.length).equals(signature)) return;
  for (let at = signature.length; at + 12 <= file.length; ) {
    const crcAt = at + 8 + file.readUInt32BE(at);
    if (crcAt + 4 > file.length) return;
    if (textTypes.includes(file.toString('latin1', at + 4, at + 8))) {
      file.write(hidden, at + 4, 'latin1');
      file.writeUInt32BE(crc32(file.subarray(at + 4, crcAt)), crcAt);
    }
    at = crcAt + 4;
  }
}
