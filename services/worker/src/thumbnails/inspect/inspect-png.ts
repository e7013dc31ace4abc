import { crc32, inflateSync } from 'node:zlib';
import { type Inspection, maxExifBytes, maxProfileBytes, piecesPerStep, type Steps } from './inspection.ts';

/** Length and type before the data of a chunk, and the CRC after it: https://www.w3.org/TR/png-3/#5Chunk-layout */
const headBytes = 8;
const crcBytes = 4;
const signatureBytes = 8;

const [text, compressedText, internationalText] = ['tEXt', 'zTXt', 'iTXt'].map(toCode);
const [profile, exif, frameControl] = ['iCCP', 'eXIf', 'fcTL'].map(toCode);
const [palette, histogram] = ['sPLT', 'hIST'].map(toCode);
/** Each text may decompress to 8 MB. There may be thousands of texts and suggested palettes. */
const unneeded = new Set([text, compressedText, internationalText, palette, histogram]);

/** A private, ancillary type that is unsafe to copy: https://www.w3.org/TR/png-3/#5Chunk-naming-conventions */
const hidden = toCode('htXt');

/**
 * Inspects a PNG: counts the frames of an animation and hides texts, suggested palettes, and Exif and colour profiles
 * that are repeated or too large. It renames these chunks, so that decoders skip them.
 */
export function* inspectPng(file: Buffer, maxFrames: number): Steps<Inspection> {
  const found = new Set<number>();
  let frames = 0;
  let pieces = 0;
  for (let at = signatureBytes; at + headBytes + crcBytes <= file.length; ) {
    const type = file.readUInt32BE(at + 4);
    const end = at + headBytes + file.readUInt32BE(at);
    if (end + crcBytes > file.length) break;
    if (type === frameControl) frames += 1;
    if (frames > maxFrames) break;
    if (unneeded.has(type) || isExcessive(type, file.subarray(at + headBytes, end), found)) {
      hide(file, at, end);
    }
    at = end + crcBytes;
    pieces += 1;
    if (pieces % piecesPerStep === 0) yield;
  }
  return { format: 'png', frames: Math.max(1, frames) };
}

function isExcessive(type: number, data: Buffer, found: Set<number>): boolean {
  if (type !== exif && type !== profile) return false;
  const again = found.has(type);
  found.add(type);
  return again || (type === exif ? data.length > maxExifBytes : !isSmallProfile(data));
}

/** A name, a zero byte, the method, and the compressed profile: https://www.w3.org/TR/png-3/#11iCCP */
function isSmallProfile(data: Buffer): boolean {
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: maxProfileBytes });
    return true;
  } catch {
    // Too large, or impossible to decompress.
    return false;
  }
}

function hide(file: Buffer, at: number, end: number): void {
  file.writeUInt32BE(hidden, at + 4);
  file.writeUInt32BE(crc32(file.subarray(at + 4, end)), end);
}

function toCode(type: string): number {
  return Buffer.from(type, 'latin1').readUInt32BE();
}
