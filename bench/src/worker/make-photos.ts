import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { samplePhotos } from '@proofsheet/demo';
import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { encodeGridHeic } from '../../../services/worker/test/thumbnails/heic/grid-heic.ts';

/** A photo of a given size, as a camera would save it. */
export interface BenchPhoto {
  /** `12`, `12 progressive` or `12 HEIC`: megapixels, and what is special about it. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Photos in one measured run. */
  readonly count: number;
  /** Settings of the worker that differ from the defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** Photos whose latency is measured, one at a time; 0 for classes without that figure. */
  readonly latencyCount: number;
}

interface PhotoClass {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly encode: (image: Sharp) => Promise<Buffer>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly latencyCount?: number;
}

/** The variant that the chart has by default. */
const screen = { name: 'screen', width: 1600, height: 1600, format: 'jpeg', quality: 80 };
const size12 = { width: 4242, height: 2828 };
const jpeg = (options: JpegOptions) => (image: Sharp) => image.jpeg({ quality: 90, ...options }).toBuffer();
const baseline = jpeg({});
const progressive = jpeg({ progressive: true });

const classes: readonly PhotoClass[] = [
  { name: '1', width: 1224, height: 816, count: 500, encode: baseline },
  { name: '3', width: 2121, height: 1414, count: 250, encode: baseline },
  { name: '12', ...size12, count: 150, encode: baseline, latencyCount: 100 },
  { name: '24', width: 6000, height: 4000, count: 60, encode: baseline },
  { name: '12 progressive', ...size12, count: 150, encode: progressive },
  {
    name: '12 progressive 4:4:4',
    ...size12,
    count: 100,
    encode: jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  },
  { name: '12 HEIC', ...size12, count: 16, encode: () => encodeGridHeic(4242, 2828), latencyCount: 30 },
  { name: '12 WebP', ...size12, count: 40, encode: (image) => image.webp({ effort: 0 }).toBuffer() },
  { name: '12 PNG', ...size12, count: 30, encode: (image) => image.png({ compressionLevel: 3 }).toBuffer() },
  { name: '12 AVIF', ...size12, count: 24, encode: (image) => image.avif({ effort: 0 }).toBuffer() },
  {
    name: '12 with screen',
    ...size12,
    count: 80,
    encode: baseline,
    settings: { VARIANTS: JSON.stringify([screen]) },
    latencyCount: 100,
  },
];

/** Photos of every class, or of those named. Each is made from a sample with the grain of a sensor. */
export async function makePhotos(only: readonly string[]): Promise<BenchPhoto[]> {
  const sample = await readSampleBytes();
  const photos: BenchPhoto[] = [];
  for (const { name, width, height, encode, settings = {}, latencyCount = 0, count } of classes) {
    if (only.length > 0 && !only.includes(name)) continue;
    const image = sharp(sample)
      .resize(width, height)
      .composite([{ input: await makeGrain(width, height), blend: 'soft-light' }]);
    photos.push({ name, bytes: await encode(image), count, settings, latencyCount });
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
      return { name, bytes, count: 60, settings: {}, latencyCount: 0 };
    }),
  );
}
