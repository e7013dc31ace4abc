import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@proofsheet/demo';
import sharp from 'sharp';

/** Number and size of the photos: all of them fit into one ConfigMap of 1 MiB. */
const count = 3;
const longestSide = 2400;

/** Some sample photos, shrunk, and progressive so that they still take work: file name and bytes. */
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
 * A small file that takes much memory to decode: a progressive JPEG keeps all coefficients, two bytes each, until the last
 * scan. See docs/performance.md.
 */
export async function makeHeavyPhoto(megapixels: number): Promise<Buffer> {
  const side = Math.round(Math.sqrt(megapixels * 1e6));
  const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#8090a0' } });
  return plain.jpeg({ progressive: true, chromaSubsampling: '4:4:4', quality: 50 }).toBuffer();
}
