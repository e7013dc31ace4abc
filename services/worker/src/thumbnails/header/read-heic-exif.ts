import { findBox, readBoxes } from './iso-boxes.ts';

/** More items than libheif accepts. */
const maxItems = 1000;

/**
 * Returns the Exif of a HEIC from its TIFF header on. Undefined if there is none, or if it is in several pieces or in the
 * box idat. ISO/IEC 14496-12, 8.11.3 and 8.11.6; ISO/IEC 23008-12, A.2.1.
 */
export function readHeicExif(file: Buffer): Buffer | undefined {
  const boxes = readBoxes(findBox(readBoxes(file), 'meta').subarray(4));
  const id = findExifItem(findBox(boxes, 'iinf'));
  const place = id === undefined ? undefined : findPlace(findBox(boxes, 'iloc'), id);
  if (!place || place.length < 8 || place.offset + place.length > file.length) return undefined;
  const item = file.subarray(place.offset, place.offset + place.length);
  const start = 4 + item.readUInt32BE(0);
  return start < item.length ? item.subarray(start) : undefined;
}

function findExifItem(iinf: Buffer): number | undefined {
  for (const { content } of readBoxes(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    const idBytes = content[0] === 3 ? 4 : 2;
    if (content.length < 10 + idBytes) continue;
    if (content.toString('latin1', 6 + idBytes, 10 + idBytes) === 'Exif')
      return content.readUIntBE(4, idBytes);
  }
  return undefined;
}

/** Position of an item in the file, if it is in one piece. */
function findPlace(iloc: Buffer, item: number): { offset: number; length: number } | undefined {
  const version = iloc[0] ?? 0;
  const sizes = iloc[4] ?? 0;
  const moreSizes = iloc[5] ?? 0;
  const idBytes = version < 2 ? 2 : 4;
  let at = 6;
  const read = (bytes: number) => {
    // Of 8 bytes the upper ones are zero in any file that fits into a buffer.
    const value = bytes === 0 ? 0 : iloc.readUIntBE(bytes === 8 ? at + 4 : at, Math.min(bytes, 4));
    at += bytes;
    return value;
  };
  try {
    const count = read(idBytes);
    for (let index = 0; index < Math.min(count, maxItems); index += 1) {
      const id = read(idBytes);
      const method = version === 0 ? 0 : read(2) & 15;
      at += 2;
      const base = read(moreSizes >> 4);
      const extents = read(2);
      for (let extent = 0; extent < Math.min(extents, maxItems); extent += 1) {
        if (version > 0) at += moreSizes & 15;
        const offset = base + read(sizes >> 4);
        const length = read(sizes & 15);
        if (id === item) return method === 0 && extents === 1 ? { offset, length } : undefined;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}
