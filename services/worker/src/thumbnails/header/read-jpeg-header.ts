import type { Header } from './header.ts';
import { exifMark, readOrientation } from './read-orientation.ts';
import { readTakenAt } from './read-taken-at.ts';

/** Markers: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1. */
const startOfImage = 0xd8;
const startOfScan = 0xda;
const app1 = 0xe1;
const progressive = 0xc2;
/** Baseline, extended sequential, progressive. */
const frames = [0xc0, 0xc1, progressive];
/** Tables, restart interval, comment, segments of applications, and (DNL) those that `inspectJpeg` has hidden. */
const isOther = (marker: number) =>
  [0xc4, 0xdb, 0xdc, 0xdd, 0xfe].includes(marker) || (marker >= 0xe0 && marker <= 0xef);

type Frame = Omit<Header, 'upright' | 'takenAt'>;

/** Maximum segments. Cameras write some dozens. */
const maxSegments = 1000;

/**
 * Reads the header of a common JPEG: 8 bits, one frame, Huffman coded, at most one plain Exif. Returns undefined for any
 * other file, including damaged headers and other formats: libvips decides then.
 */
export function readJpegHeader(file: Buffer): Header | undefined {
  if (file[0] !== 0xff || file[1] !== startOfImage) return undefined;
  let frame: Frame | undefined;
  let orientation: number | undefined;
  let takenAt: string | undefined;
  for (let at = 2, count = 0; at + 4 <= file.length && count < maxSegments; count += 1) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1] ?? 0;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (marker === startOfScan) return frame && { ...turn(frame, orientation ?? 1), takenAt };
    if (end < at + 4 || end > file.length) return undefined;
    const segment = file.subarray(at + 4, end);
    if (frames.includes(marker)) {
      if (frame) return undefined;
      frame = readFrame(segment, marker === progressive);
      if (!frame) return undefined;
    } else if (marker === app1 && segment.subarray(0, exifMark.length).equals(exifMark)) {
      if (orientation !== undefined) return undefined;
      orientation = readOrientation(segment);
      if (orientation === undefined) return undefined;
      takenAt = readTakenAt(segment);
    } else if (!isOther(marker)) return undefined;
    at = end;
  }
  return undefined;
}

/** The same, B.2.2: precision, height, width, then for each component a name and in how many samples it is stored. */
function readFrame(segment: Buffer, isProgressive: boolean): Frame | undefined {
  const components = segment[5] ?? 0;
  if (segment[0] !== 8 || ![1, 3, 4].includes(components) || segment.length !== 6 + 3 * components) {
    return undefined;
  }
  const height = segment.readUInt16BE(1);
  const width = segment.readUInt16BE(3);
  const samplesPerPixel = readSampling(segment.subarray(6));
  if (height === 0 || width === 0 || samplesPerPixel === undefined) return undefined;
  return {
    format: 'jpeg',
    width,
    height,
    frames: 1,
    hasAlpha: false,
    hasProfile: false,
    progressive: isProgressive,
    samplesPerPixel,
    sampleBytes: 1,
  };
}

function readSampling(components: Buffer): number | undefined {
  const factors: { across: number; down: number }[] = [];
  for (let at = 1; at < components.length; at += 3) {
    const byte = components[at] ?? 0;
    factors.push({ across: byte >> 4, down: byte & 15 });
  }
  if (factors.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) return undefined;
  const most =
    Math.max(...factors.map(({ across }) => across)) * Math.max(...factors.map(({ down }) => down));
  return factors.reduce((sum, { across, down }) => sum + (across * down) / most, 0);
}

/** From 5 on rows are columns: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2019-E, 4.6.4. */
function turn(frame: Frame, orientation: number): Omit<Header, 'takenAt'> {
  const { width, height } = frame;
  return { ...frame, upright: orientation < 5 ? { width, height } : { width: height, height: width } };
}
