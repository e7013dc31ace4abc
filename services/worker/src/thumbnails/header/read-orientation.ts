/** The first bytes of an Exif segment. */
export const exifMark = Buffer.from('Exif\0\0', 'latin1');

const orientationTag = 0x0112;
const shortType = 3;
const entryBytes = 12;

/**
 * Returns the orientation of an Exif, 1 to 8; 1 if the Exif has none. Undefined if the Exif violates the standard:
 * https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2019-E
 */
export function readOrientation(segment: Buffer): number | undefined {
  const tiff = segment.subarray(exifMark.length);
  const order = tiff.toString('latin1', 0, 4);
  const little = order === 'II*\0';
  if (tiff.length < 8 || (!little && order !== 'MM\0*')) return undefined;
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));

  const directory = long(4);
  if (directory < 8 || directory + 2 > tiff.length) return undefined;
  const first = directory + 2;
  const end = first + short(directory) * entryBytes;
  if (end > tiff.length) return undefined;
  let found: number | undefined;
  for (let at = first; at < end; at += entryBytes) {
    if (short(at) !== orientationTag) continue;
    const value = short(at + 8);
    const plain = short(at + 2) === shortType && long(at + 4) === 1 && value >= 1 && value <= 8;
    if (!plain || found !== undefined) return undefined;
    found = value;
  }
  return found ?? 1;
}
