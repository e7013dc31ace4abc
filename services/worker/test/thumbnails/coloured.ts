import { join } from 'node:path';
import sharp from 'sharp';
import type { Pixels } from './compare.ts';
import { pngChunk } from './hostile-files.ts';
import { fromPixels } from './sample-photo.ts';

export const colourSamples = join(import.meta.dirname, 'colour/samples');

/** The photo's values in Display P3, without anything that says so. */
export async function encodeDisplayP3Png(photo: Pixels): Promise<Buffer> {
  const png = await fromPixels(photo).withIccProfile('p3').png().toBuffer();
  return sharp(png, { ignoreIcc: true }).png().toBuffer();
}

/** The PNG with this chunk right behind its header. */
export function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), pngChunk(type, content), png.subarray(33)]);
}

/** The photo in 16 bits, each value as much light as it stands for, as gAMA says. */
export async function encodeLinearPng({ data, width, height }: Pixels): Promise<Buffer> {
  const linear = Uint16Array.from(data, (value) => {
    const v = value / 255;
    return Math.round(65_535 * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  });
  const raw = { width, height, channels: 3 } as const;
  const png = await sharp(linear, { raw }).toColourspace('rgb16').png().toBuffer();
  const gamma = Buffer.alloc(4);
  gamma.writeUInt32BE(100_000);
  return withChunk(png, 'gAMA', gamma);
}
