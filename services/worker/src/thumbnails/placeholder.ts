import { rgbaToThumbHash } from 'thumbhash';

/** Plain pixels of an upright image in sRGB, without alpha: three bytes per pixel. */
export interface RawImage {
  readonly data: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** A ThumbHash keeps at most 7 × 7 waves of an image; this many pixels are enough. */
const maxSide = 32;
/** Maximum pixels to average for one pixel of the placeholder, across and down: enough to remove noise. */
const maxSamples = 4;

/** Creates the ThumbHash of an image, base64url without padding: a blurred preview in about 25 bytes. */
export function thumbhashOf(image: RawImage): string {
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const samples = Math.min(maxSamples, Math.ceil(1 / scale));
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) writeAverage(image, rgba, { x, y, width, height, samples });
  }
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64url');
}

function writeAverage(
  image: RawImage,
  rgba: Buffer,
  { x, y, width, height, samples }: Readonly<Record<'x' | 'y' | 'width' | 'height' | 'samples', number>>,
): void {
  let [red, green, blue] = [0, 0, 0];
  for (let j = 0.5; j < samples; j += 1) {
    const row = Math.floor(((y + j / samples) * image.height) / height) * image.width;
    for (let i = 0.5; i < samples; i += 1) {
      const at = (row + Math.floor(((x + i / samples) * image.width) / width)) * image.channels;
      red += image.data[at] ?? 0;
      green += image.data[at + 1] ?? 0;
      blue += image.data[at + 2] ?? 0;
    }
  }
  const to = (y * width + x) * 4;
  const count = samples ** 2;
  rgba[to] = red / count;
  rgba[to + 1] = green / count;
  rgba[to + 2] = blue / count;
}
