import { type Inspection, piecesPerStep, type Steps } from './inspection.ts';

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt: signature and logical screen, then an image descriptor. */
const screenBytes = 13;
const descriptorBytes = 10;
const extension = 0x21;
const image = 0x2c;

/** Inspects a GIF: counts its frames, which can be as small as 12 bytes. */
export function* inspectGif(file: Buffer, maxFrames: number): Steps<Inspection> {
  let frames = 0;
  let pieces = 0;
  let at = screenBytes + tableBytes(file[screenBytes - 3]);
  while (at < file.length && frames <= maxFrames) {
    if (file[at] === image) {
      frames += 1;
      // The size of the first code follows the colour table.
      at += descriptorBytes + tableBytes(file[at + descriptorBytes - 1]) + 1;
    } else if (file[at] === extension) {
      at += 2;
    } else break;
    for (let size = file[at]; size; size = file[at]) {
      at += 1 + size;
      pieces += 1;
      if (pieces % piecesPerStep === 0) yield;
    }
    at += 1;
  }
  return { format: 'gif', frames: Math.max(1, frames) };
}

/** Bytes of the colour table that these flags declare. */
function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
