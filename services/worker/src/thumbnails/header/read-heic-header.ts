import type { Size } from '../make-thumbnails.ts';
import type { Header } from './header.ts';
import { findBox } from './iso-boxes.ts';
import { readHeifProperties } from './primary-item.ts';
import { readHeicExif } from './read-heic-exif.ts';
import { readTakenAt } from './read-taken-at.ts';

/** Samples per pixel by chroma_format_idc: grey, 4:2:0, 4:2:2, 4:4:4. */
const samplesOfChroma = [1, 1.5, 2, 3];

/**
 * Reads the header of a HEIC: a HEIF file whose primary image is coded in HEVC. The libvips that comes with sharp
 * refuses photos of 48 megapixels because of their number of tiles. Returns undefined for any other or unusual file:
 * libvips decides then. ISO/IEC 23008-12, 6.5; ISO/IEC 14496-15, 8.3.3.1.
 */
export function readHeicHeader(file: Buffer): Header | undefined {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const { primary, all } = readHeifProperties(file);
  const configurations = all.filter(({ type, content }) => type === 'hvcC' && content.length > 18);
  const size = readSize(findBox(primary, 'ispe'));
  if (configurations.length === 0 || all.some(({ type }) => type === 'av1C') || !size) return undefined;
  const samples = configurations.map(({ content }) => samplesOfChroma[(content[16] ?? 0) & 3] ?? 3);
  const isDeep = configurations.some(({ content }) => ((content[17] ?? 0) & 7) > 0);
  const exif = readHeicExif(file);
  const isOnItsSide = ((findBox(primary, 'irot')[0] ?? 0) & 1) === 1;
  return {
    ...size,
    format: 'heic',
    upright: isOnItsSide ? { width: size.height, height: size.width } : size,
    // Only the primary image is decoded.
    frames: 1,
    // Known once it is decoded.
    hasAlpha: true,
    hasProfile: false,
    progressive: false,
    samplesPerPixel: Math.max(...samples),
    sampleBytes: isDeep ? 2 : 1,
    takenAt: exif && readTakenAt(exif),
  };
}

function readSize(ispe: Buffer): Size | undefined {
  if (ispe.length < 12) return undefined;
  const [width, height] = [ispe.readUInt32BE(4), ispe.readUInt32BE(8)];
  return width > 0 && height > 0 ? { width, height } : undefined;
}
