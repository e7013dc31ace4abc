import { exifMark } from './read-orientation.ts';

/** Tags: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2019-E, 4.6.3 and 4.6.5. */
const exifDirectoryTag = 0x8769;
const dateTimeOriginalTag = 0x9003;
const offsetTimeOriginalTag = 0x9011;

const asciiType = 2;
const longType = 4;
const entryBytes = 12;
/** Maximum entries. Cameras write some dozens; hostile files may have far more. */
const maxEntries = 512;

/**
 * Returns when the camera took the photo, from the bytes of an Exif: ISO 8601 in local time, with an offset only if the
 * camera wrote one. Undefined if there is no time or an impossible one. Never throws.
 */
export function readTakenAt(exif: Buffer): string | undefined {
  const isMarked = exif.subarray(0, exifMark.length).equals(exifMark);
  const tiff = createReader(isMarked ? exif.subarray(exifMark.length) : exif);
  if (!tiff) return undefined;
  const exifDirectory = tiff.entries(tiff.long(4)).find(({ tag }) => tag === exifDirectoryTag);
  if (exifDirectory?.type !== longType) return undefined;
  const entries = tiff.entries(tiff.long(exifDirectory.at + 8));
  const textOf = (tag: number) => {
    const entry = entries.find((candidate) => candidate.tag === tag && candidate.type === asciiType);
    return entry && tiff.text(entry.at);
  };
  const time = toIso(textOf(dateTimeOriginalTag) ?? '');
  return time && time + toOffset(textOf(offsetTimeOriginalTag) ?? '');
}

/** Reads numbers of a TIFF. Positions outside of the bytes read as 0 or as no entry. */
function createReader(tiff: Buffer) {
  const order = tiff.toString('latin1', 0, 4);
  const little = order === 'II*\0';
  if (tiff.length < 8 || (!little && order !== 'MM\0*')) return undefined;
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number) =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  return {
    long,
    entries(directory: number) {
      const count = directory < 8 ? 0 : Math.min(short(directory), maxEntries);
      return Array.from({ length: count }, (_, index) => {
        const at = directory + 2 + index * entryBytes;
        return { at, tag: short(at), type: short(at + 2) };
      });
    },
    /** The text of an entry, up to its first NUL. Times are 20 characters, offsets 7; shorter than 5 bytes lie in place. */
    text(at: number): string {
      const length = Math.min(long(at + 4), 32);
      const from = length > 4 ? long(at + 8) : at + 8;
      return (tiff.toString('latin1', from, from + length).split('\0')[0] ?? '').trim();
    },
  };
}

/** Converts `2026:07:11 14:30:12` to ISO 8601. Undefined for impossible times: cameras without a clock write zeros or blanks. */
function toIso(text: string): string | undefined {
  const [, date = '', time = ''] = /^(\d{4}:\d\d:\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  const iso = `${date.replaceAll(':', '-')}T${time}`;
  const parsed = new Date(`${iso}Z`);
  // Date turns the 31st of a short month into the first of the next.
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
  return exists && parsed.getUTCFullYear() > 1800 ? iso : undefined;
}

/** Largest offset of a time zone, in hours. */
function toOffset(text: string): string {
  if (text === 'Z') return text;
  const [, hours, minutes] = /^[+-](\d\d):(\d\d)$/.exec(text) ?? [];
  return hours !== undefined && Number(hours) <= 14 && Number(minutes) < 60 ? text : '';
}
