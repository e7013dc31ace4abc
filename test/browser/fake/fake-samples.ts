import { basename } from 'node:path';
import { samplePhotos } from '@proofsheet/demo';
import sharp from 'sharp';

/** A sample photo in the sizes that the workers make. */
export interface FakeSample {
  readonly filename: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
  readonly screen: Buffer;
}

let made: Promise<FakeSample[]> | undefined;

/** Made once for all services of a test file: it takes seconds. */
export function readFakeSamples(): Promise<FakeSample[]> {
  made ??= makeSamples();
  return made;
}

/** The bundled photographs, and as many parts of them as it takes to fill a screen without repeats. */
async function makeSamples(): Promise<FakeSample[]> {
  const files = (await samplePhotos()).filter((file) => !file.endsWith('.heic'));
  const samples = await Promise.all(files.map(cutSample));
  return Array.from({ length: 4 }, (_, part) => samples.map((parts) => parts[part]))
    .flat()
    .filter((one) => one !== undefined);
}

/** The whole photo, and three of its corners. */
async function cutSample(file: string): Promise<FakeSample[]> {
  const source = await sharp(file)
    .rotate()
    .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
    .toBuffer();
  const { width = 0, height = 0 } = await sharp(source).metadata();
  const half = { width: Math.floor(width * 0.55), height: Math.floor(height * 0.55) };
  const parts = [
    { left: 0, top: 0, width, height },
    { left: 0, top: 0, ...half },
    { left: width - half.width, top: 0, ...half },
    { left: 0, top: height - half.height, ...half },
  ];
  return Promise.all(
    parts.map(async (part) => {
      const photo = sharp(source).extract(part);
      return {
        filename: basename(file).normalize('NFC'),
        width: part.width,
        height: part.height,
        thumbnail: await photo.clone().resize(200).jpeg({ quality: 80 }).toBuffer(),
        screen: await photo
          .clone()
          .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
          .jpeg({ quality: 80 })
          .toBuffer(),
      };
    }),
  );
}
