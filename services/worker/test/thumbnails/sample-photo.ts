import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Pixels } from './compare.ts';

export const samplesDir = join(import.meta.dirname, '../../../../demo/samples');

/** A small photo of strong colours, 400 × 315, soft enough that an encoder has little to leave out. */
export async function samplePhoto(): Promise<Pixels> {
  const file = await readFile(join(samplesDir, 'brushes.jpg'));
  return toPixels(sharp(file).resize(400).blur(2));
}

export async function toPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/**
 * The photo as a camera stores it that was held so that its EXIF orientation is this: where the first row and the
 * first column of what is stored lie in the upright photo says
 * https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E (4.6.5, Orientation).
 */
export function asStored(upright: Pixels, orientation: number): Pixels {
  const { width: w, height: h } = upright;
  const onItsSide = orientation >= 5;
  const [width, height] = onItsSide ? [h, w] : [w, h];
  const data = Buffer.alloc(upright.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = placeInUpright(orientation, x, y, w - 1, h - 1);
      upright.data.copy(data, 3 * (y * width + x), 3 * (fromY * w + fromX), 3 * (fromY * w + fromX) + 3);
    }
  }
  return { data, width, height };
}

function placeInUpright(o: number, x: number, y: number, right: number, bottom: number): [number, number] {
  // Observed from the stored row: the top, the bottom, the left or the right of the upright photo.
  switch (o) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [right - y, x];
    case 7:
      return [right - y, bottom - x];
    case 8:
      return [y, bottom - x];
    default:
      return [x, y];
  }
}
