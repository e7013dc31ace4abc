import { type Inspection, maxProfileBytes, piecesPerStep, type Steps } from './inspection.ts';

/** Markers: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1. */
const startOfScan = 0xda;
const endOfImage = 0xd9;
const comment = 0xfe;
const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef;
/** RST0 to RST7, SOI and TEM have no length. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
/** The range of SOF markers also contains DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Lossless (SOF3 and others), hierarchical, and JPEG-LS (SOF55: https://www.itu.int/rec/T-REC-T.87, C.1.1). */
const unsupportedFrames = [0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf, 0xf7];
const endMarker = Buffer.from([0xff, endOfImage]);

/**
 * DNL, define number of lines. libjpeg skips this segment whatever it contains:
 * `read_markers` in https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jdmarker.c
 */
const skipped = 0xdc;

/** The first four bytes of the segments that decoders need once: JFIF, Exif and Adobe. */
const neededOnce = [0x4a464946, 0x45786966, 0x41646f62];
/** `ICC_`. A profile may have up to 255 segments. */
const profilePart = 0x4943435f;

/**
 * Inspects a JPEG: up to the first scan, hides comments and all application segments that a thumbnail does not need.
 * libjpeg and libvips keep a copy of each.
 */
export function* inspectJpeg(file: Buffer): Steps<Inspection> {
  const found = new Set<number>();
  let profileBytes = 0;
  let components = 0;
  let pieces = 0;
  for (let at = nextMarker(file, 2); at + 4 <= file.length; pieces += 1) {
    if (pieces % piecesPerStep === piecesPerStep - 1) yield;
    const marker = file[at + 1] ?? 0;
    if (isBare(marker)) {
      at = nextMarker(file, at + 2);
      continue;
    }
    if (marker === startOfScan) {
      const severalPasses = (file[at + 4] ?? 0) < components;
      return { format: 'jpeg', severalPasses, lacksEnd: file.lastIndexOf(endMarker) < at };
    }
    if (marker === endOfImage) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (isUnsupported(marker, file[at + 4] ?? 0)) return { format: 'jpeg', refused: 'unsupported-format' };
    if (isFrame(marker)) components = file[at + 9] ?? 0;
    else if (marker === comment || isApplication(marker)) {
      const start = end >= at + 8 && end <= file.length ? file.readUInt32BE(at + 4) : 0;
      if (start === profilePart) profileBytes += end - at;
      if (marker === comment || !isNeeded(start, found, profileBytes)) file[at + 1] = skipped;
    }
    at = nextMarker(file, end);
  }
  return { format: 'jpeg' };
}

/**
 * Frames that libvips does not decode, or decodes wrongly: if a lossless one is shrunk while decoding, only a corner is
 * visible.
 */
function isUnsupported(marker: number, precision: number): boolean {
  return unsupportedFrames.includes(marker) || (isFrame(marker) && precision !== 8);
}

function isNeeded(start: number, found: Set<number>, profileBytes: number): boolean {
  if (start === profilePart) return profileBytes <= maxProfileBytes;
  if (found.has(start) || !neededOnce.includes(start)) return false;
  found.add(start);
  return true;
}

/** Finds the next marker as libjpeg does: past stray bytes and fill bytes. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = from; at >= 0 && at < file.length; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (file[at] === 0xff && next !== 0xff && next !== 0) return at;
  }
  return file.length;
}
