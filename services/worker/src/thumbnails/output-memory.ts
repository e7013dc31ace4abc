import { primaryWidth } from './encode.ts';
import { baseWidth, type Size, scaleOf } from './make-thumbnails.ts';
import type { Variant } from './variant.ts';

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
