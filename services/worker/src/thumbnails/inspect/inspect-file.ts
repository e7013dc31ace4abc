import { inspectGif } from './inspect-gif.ts';
import { inspectJpeg } from './inspect-jpeg.ts';
import { inspectPng } from './inspect-png.ts';
import { inspectWebp } from './inspect-webp.ts';
import type { Inspection, Steps } from './inspection.ts';

/**
 * Walks the structure of a JPEG, PNG, WebP or GIF. It counts the frames, because libvips reads all of them before it
 * reports their number, in a time that grows with their square. It hides, in place, metadata that no thumbnail needs,
 * because decoders keep it in memory, some of it decompressed. Other files, and everything after an error in the
 * structure, are left unchanged.
 */
export function* inspectFile(file: Buffer, maxFrames: number): Steps<Inspection> {
  if (file[0] === 0xff && file[1] === 0xd8) return yield* inspectJpeg(file);
  if (file.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return yield* inspectPng(file, maxFrames);
  if (/^RIFF.{4}WEBP$/s.test(file.toString('latin1', 0, 12))) return yield* inspectWebp(file, maxFrames);
  if (file.toString('latin1', 0, 4) === 'GIF8') return yield* inspectGif(file, maxFrames);
  return {};
}
