import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { samplePhotos } from '@proofsheet/demo';
import sharp from 'sharp';

/** A photo of a given size, as a camera would save it. */
export interface BenchPhoto {
  /** `12` or `12 progressive`. */
  readonly name: string;
  readonly megapixels: number;
  readonly bytes: Buffer;
  /** Photos in one measured run. */
  readonly count: number;
}

const sizes: readonly [megapixels: number, width: number, height: number, count: number][] = [
  [1, 1224, 816, 600],
  [3, 2121, 1414, 400],
  [12, 4242, 2828, 150],
  [24, 6000, 4000, 60],
];

/** Photos of 1, 3, 12 and 24 megapixels made from a sample, baseline or progressive. */
export async function makePhotos(only: readonly string[]): Promise<BenchPhoto[]> {
  const sample = await readSampleBytes();
  const photos: BenchPhoto[] = [];
  for (const progressive of [false, true]) {
    for (const [megapixels, width, height, count] of sizes) {
      const name = `${megapixels}${progressive ? ' progressive' : ''}`;
      if (only.length > 0 && !only.includes(name)) continue;
      const bytes = await sharp(sample)
        .resize(width, height)
        .composite([{ input: await makeGrain(width, height), blend: 'soft-light' }])
        .jpeg({ quality: 90, progressive })
        .toBuffer();
      photos.push({ name, megapixels, bytes, count });
    }
  }
  return photos;
}

/** A sample with much detail. */
export async function readSampleBytes(): Promise<Buffer> {
  return readFile((await samplePhotos()).find((name) => name.endsWith('mountains.webp')) ?? '');
}

/** Sensor grain. Without it an enlarged sample is smoother than any photo. */
function makeGrain(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 12 };
  return sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The photos of a folder, each measured by itself. */
export async function readPhotos(folder: string): Promise<BenchPhoto[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp|avif|gif)$/i.test(name));
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(folder, name));
      const { width, height } = await sharp(bytes).metadata();
      return { name, megapixels: (width * height) / 1e6, bytes, count: 60 };
    }),
  );
}
