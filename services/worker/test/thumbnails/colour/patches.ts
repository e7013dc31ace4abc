import sharp from 'sharp';
import { deltaE, toLinear } from './delta-e.ts';

/** Colours of every hue, dark and light, and greys, in sRGB. */
export const colours: readonly (readonly [number, number, number])[] = [
  [115, 82, 68],
  [194, 150, 130],
  [98, 122, 157],
  [87, 108, 67],
  [133, 128, 177],
  [103, 189, 170],
  [214, 126, 44],
  [80, 91, 166],
  [193, 90, 99],
  [94, 60, 108],
  [157, 188, 64],
  [224, 163, 46],
  [56, 61, 150],
  [70, 148, 73],
  [175, 54, 60],
  [231, 199, 31],
  [187, 86, 149],
  [8, 133, 161],
  [243, 243, 242],
  [200, 200, 200],
  [160, 160, 160],
  [122, 122, 121],
  [85, 85, 85],
  [52, 52, 52],
];
const columns = 6;
const side = 80;
export const size = { width: columns * side, height: (colours.length / columns) * side };

/** How values of another space are made from linear sRGB. */
export interface Space {
  /** From linear sRGB to linear light of the space, row by row. */
  readonly matrix?: readonly (readonly number[])[];
  /** From light to value, both 0 to 1. */
  readonly encode: (light: number) => number;
}

/** The patches in a space, 16 bits a value. */
export function patchesIn({ matrix, encode }: Space) {
  const values = colours.map((colour) => {
    const linear = colour.map(toLinear);
    const light = matrix
      ? matrix.map((row) => row.reduce((sum, by, i) => sum + by * (linear[i] ?? 0), 0))
      : linear;
    return light.map((part) => Math.round(65_535 * Math.min(1, Math.max(0, encode(Math.max(0, part))))));
  });
  const data = new Uint16Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const patch = values[Math.floor(y / side) * columns + Math.floor(x / side)] ?? [];
      data.set(patch, 3 * (y * size.width + x));
    }
  }
  return sharp(data, { raw: { ...size, channels: 3 } });
}

/** Mean and largest ΔE of the middles of the patches in an image of any size. */
export async function measurePatches(image: Buffer): Promise<{ mean: number; most: number }> {
  const { data, info } = await sharp(image)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const step = info.width / columns;
  const all = colours.map((colour, index) => {
    const [left, top] = [(index % columns) * step, Math.floor(index / columns) * step];
    return deltaE(colour, meanOf(data, info.width, left + step * 0.3, top + step * 0.3, step * 0.4));
  });
  return { mean: all.reduce((sum, value) => sum + value, 0) / all.length, most: Math.max(...all) };
}

function meanOf(data: Buffer, width: number, left: number, top: number, length: number): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = Math.ceil(top); y < top + length; y += 1) {
    for (let x = Math.ceil(left); x < left + length; x += 1, count += 1) {
      for (let i = 0; i < 3; i += 1) sums[i] = (sums[i] ?? 0) + (data[3 * (y * width + x) + i] ?? 0);
    }
  }
  return sums.map((sum) => sum / count);
}
