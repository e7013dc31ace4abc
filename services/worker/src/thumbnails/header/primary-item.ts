import { type Box, findBox, readBoxes } from './iso-boxes.ts';

/** More items than libheif accepts. */
const maxItems = 1000;

/** Properties of the images in a HEIF file, such as AVIF or HEIC. */
export interface HeifProperties {
  /** Of the primary image. */
  readonly primary: readonly Box[];
  /** Of all images, tiles and thumbnails. */
  readonly all: readonly Box[];
}

/**
 * Reads the properties from the boxes meta, pitm, iprp, ipco and ipma: ISO/IEC 14496-12, 8.11. Both lists are empty
 * when there are none or something is unusual.
 */
export function readHeifProperties(file: Buffer): HeifProperties {
  const boxes = readBoxes(findBox(readBoxes(file), 'meta').subarray(4));
  const pitm = findBox(boxes, 'pitm');
  const iprp = readBoxes(findBox(boxes, 'iprp'));
  const all = readBoxes(findBox(iprp, 'ipco'));
  const idBytes = pitm[0] === 0 ? 2 : 4;
  if (pitm.length < 4 + idBytes) return { primary: [], all: [] };
  const numbers = readAssociations(findBox(iprp, 'ipma'), pitm.readUIntBE(4, idBytes));
  return { primary: numbers.map((number) => all[number - 1]).filter((box) => box !== undefined), all };
}

/** Numbers of an item's properties, from 1. ISO/IEC 14496-12, 8.11.14. */
function readAssociations(ipma: Buffer, item: number): number[] {
  if (ipma.length < 8) return [];
  const idBytes = ipma[0] === 0 ? 2 : 4;
  const numberBytes = ((ipma[3] ?? 0) & 1) === 1 ? 2 : 1;
  const count = Math.min(ipma.readUInt32BE(4), maxItems);
  for (let entry = 0, at = 8; entry < count && at + idBytes < ipma.length; entry += 1) {
    const id = ipma.readUIntBE(at, idBytes);
    const length = ipma[at + idBytes] ?? 0;
    const start = at + idBytes + 1;
    at = start + length * numberBytes;
    if (at > ipma.length) return [];
    if (id !== item) continue;
    const mask = numberBytes === 2 ? 0x7fff : 0x7f;
    return Array.from(
      { length },
      (_, index) => ipma.readUIntBE(start + index * numberBytes, numberBytes) & mask,
    );
  }
  return [];
}
