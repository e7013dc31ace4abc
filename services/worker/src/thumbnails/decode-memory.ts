import { primaryWidth } from './encode.ts';
import type { Header } from './header/header.ts';
import { heicMemory } from './heic/heic-memory.ts';
import { baseWidth, type Size, scaleOf } from './make-thumbnails.ts';
import type { Variant } from './variant.ts';

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

/** Bytes that each encoder takes per pixel of its image. Measured as in `decodeMemory`. */
const encoderBytes = { jpeg: 7, webp: 7, png: 3, avif: 36 };
const rawBytes = 3;

/**
 * Maximum bytes that the thumbnails take while they are encoded, one after the other. The primary of a common photo takes
 * almost nothing; one that is 65,535 pixels high takes 80 MB, and a large AVIF more than any decode.
 */
export function outputMemory(original: Size, variants: readonly Variant[]): number {
  const primary =
    primaryWidth *
    Math.ceil((original.height * primaryWidth) / original.width) *
    (encoderBytes.jpeg + rawBytes);
  if (variants.length === 0) return primary;
  const base = original.width * original.height * (baseWidth(original, variants) / original.width) ** 2;
  const encoders = variants.map((variant) => pixelsOf(original, variant) * encoderBytes[variant.format]);
  return Math.ceil(base * rawBytes + Math.max(primary, ...encoders));
}

function pixelsOf(original: Size, variant: Variant): number {
  const { width, height, fit } = variant;
  if (fit === 'contain' && width && height) return width * height;
  return original.width * original.height * Math.min(1, scaleOf(original, variant)) ** 2;
}
