import type { Header } from './header/header.ts';
import { heicMemory } from './heic/heic-memory.ts';

/** Memory that a decode takes in addition to its pixels: decoder state, rows in work, the encoder. Bytes. */
export const decoderBytes = 8 * 1024 ** 2;

/**
 * Maximum bytes that libvips takes to decode an image with this header and to make small images of it. Measured as the
 * growth of the process's peak memory, see docs/performance.md; each value is slightly above the measured one.
 */
export function decodeMemory(header: Header, fileBytes: number): number {
  if (header.format === 'heic') return decoderBytes + heicMemory(header, fileBytes).total;
  return decoderBytes + Math.ceil(header.width * header.height * bytesPerPixel(header));
}

function bytesPerPixel({ format, progressive, samplesPerPixel, sampleBytes }: Header): number {
  switch (format) {
    // A baseline JPEG is decoded at an eighth, row by row. A progressive one keeps all of its coefficients, two bytes each.
    case 'jpeg':
      return progressive ? 0.3 + 2 * samplesPerPixel : 0.6;
    // An interlaced PNG is complete only at its end.
    case 'png':
      return progressive ? samplesPerPixel * sampleBytes + 1.5 : 1 + sampleBytes;
    // Lossless WebP is decoded as a whole, and the header does not show whether a WebP is lossless.
    case 'webp':
      return 4.5;
    case 'gif':
      return 6;
    default:
      return 22;
  }
}
