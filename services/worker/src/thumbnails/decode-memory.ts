import type { Metadata } from 'sharp';

/** What a decode takes beside its pixels: decoder state, rows in work, the encoder. Bytes. */
const fixed = 8 * 1024 ** 2;

/**
 * Bytes that libvips takes at most to decode an image with this header and to make small images of it. Measured as
 * the growth of the process's peak, see docs/performance.md; each is a little above what was seen.
 */
export function decodeMemory(header: Metadata): number {
  return fixed + Math.ceil(header.width * header.height * bytesPerPixel(header));
}

function bytesPerPixel({ format, isProgressive, channels, depth, chromaSubsampling }: Metadata): number {
  const sampleBytes = depth === 'ushort' ? 2 : 1;
  switch (format) {
    // A baseline JPEG is decoded at an eighth, row by row. A progressive one keeps all of its coefficients, two bytes each.
    case 'jpeg':
      return isProgressive ? 0.3 + 2 * samplesPerPixel(channels, chromaSubsampling) : 0.6;
    // An interlaced PNG is complete only at its end.
    case 'png':
      return isProgressive ? channels * sampleBytes + 1.5 : 1 + sampleBytes;
    // Lossless WebP is decoded whole, and the header does not tell which it is.
    case 'webp':
      return 4.5;
    case 'gif':
      return 6;
    default:
      return 22;
  }
}

/** Colour at a quarter or half of the pixels takes that much less. */
function samplesPerPixel(channels: number, chromaSubsampling: string | undefined): number {
  if (channels !== 3) return channels;
  if (chromaSubsampling === '4:2:0') return 1.5;
  return chromaSubsampling === '4:2:2' ? 2 : 3;
}
