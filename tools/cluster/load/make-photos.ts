import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@proofsheet/demo';
import sharp from 'sharp';

/** So many, and so small, that all of them fit into one ConfigMap, which holds 1 MiB. */
const count = 3;
const longestSide = 2400;

/** Some of the sample photos, made small, and progressive so that they are work nevertheless: file name and bytes. */
export async function makePhotos(): Promise<Readonly<Record<string, Buffer>>> {
  const files = (await samplePhotos()).filter((file) => file.endsWith('.jpg')).slice(0, count);
  const photos = files.map(async (file, number) => {
    const photo = sharp(await readFile(file)).autoOrient();
    const small = photo.resize({ width: longestSide, height: longestSide, fit: 'inside' });
    return [`photo-${number}.jpg`, await small.jpeg({ quality: 40, progressive: true }).toBuffer()] as const;
  });
  return Object.fromEntries(await Promise.all(photos));
}

/**
 * A photo of few bytes that takes much memory to decode: a progressive JPEG keeps all of its coefficients, two bytes
 * each, until the last scan. See docs/performance.md.
 */
export async function makeHeavyPhoto(megapixels: number): Promise<Buffer> {
  const side = Math.round(Math.sqrt(megapixels * 1e6));
  const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#8090a0' } });
  return plain.jpeg({ progressive: true, chromaSubsampling: '4:4:4', quality: 50 }).toBuffer();
}
