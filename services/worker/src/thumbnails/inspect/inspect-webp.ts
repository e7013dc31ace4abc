import { type Inspection, maxExifBytes, maxProfileBytes, piecesPerStep, type Steps } from './inspection.ts';

/** https://developers.google.com/speed/webp/docs/riff_container */
const fileHeadBytes = 12;
const chunkHeadBytes = 8;

/** Maximum chunks besides the frames. Files have about ten; libwebp uses about 80 bytes of memory for each. */
const maxChunks = 10_000;

/** A type that no decoder knows and that every decoder skips. */
const hidden = 'hide';

/** Inspects a WebP: counts the frames of an animation and hides XMP, and Exif and colour profiles that are too large. */
export function* inspectWebp(file: Buffer, maxFrames: number): Steps<Inspection> {
  let frames = 0;
  let pieces = 0;
  for (let at = fileHeadBytes; at + chunkHeadBytes <= file.length && frames <= maxFrames; pieces += 1) {
    const size = file.readUInt32LE(at + 4);
    switch (file.readUInt32BE(at)) {
      case 0x414e4d46: // ANMF
        frames += 1;
        break;
      case 0x584d5020: // XMP
        file.write(hidden, at, 'latin1');
        break;
      case 0x45584946: // EXIF
        if (size > maxExifBytes) file.write(hidden, at, 'latin1');
        break;
      case 0x49434350: // ICCP
        if (size > maxProfileBytes) file.write(hidden, at, 'latin1');
        break;
    }
    // Chunks of an odd size have one byte more.
    at += chunkHeadBytes + size + (size % 2);
    if (pieces - frames > maxChunks) return { format: 'webp', refused: 'corrupt' };
    if (pieces % piecesPerStep === piecesPerStep - 1) yield;
  }
  return { format: 'webp', frames: Math.max(1, frames) };
}
