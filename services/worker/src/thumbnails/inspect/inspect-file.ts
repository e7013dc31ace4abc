import type { Steps } from './in-turns.ts';
import { inspectGif } from './inspect-gif.ts';
import { inspectJpeg } from './inspect-jpeg.ts';
import { inspectPng } from './inspect-png.ts';
import { inspectWebp } from './inspect-webp.ts';
import type { Inspection } from './inspection.ts';

/**
 * Walks the structure of a JPEG, PNG, WebP or GIF. Counts the frames, for libvips reads them all before it says how
 * many there are, in a time that grows with their square. Hides, in place, metadata that no thumbnail needs: decoders
 * keep it in memory, some of it decompressed. Other files are left unchanged, as is what follows any error in the
 * structure.
 */
export function* inspectFile(file: Buffer, maxFrames: number): Steps<Inspection> {
  if (file[0] === 0xff && file[1] === 0xd8) return yield* inspectJpeg(file);
  if (file.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return yield* inspectPng(file, maxFrames);
  if (/^RIFF.{4}WEBP$/s.test(file.toString('latin1', 0, 12))) return yield* inspectWebp(file, maxFrames);
  if (file.toString('latin1', 0, 4) === 'GIF8') return yield* inspectGif(file, maxFrames);
  return {};
}
