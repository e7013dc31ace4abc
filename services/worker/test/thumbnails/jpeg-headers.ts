import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { readJpegHeader } from '../../src/thumbnails/header/read-jpeg-header.ts';
import { samplesDir } from './sample-photo.ts';

/** A small photo. */
export const photo = sharp(await readFile(join(samplesDir, 'brushes.jpg'))).resize(61, 40, { fit: 'fill' });

/** JPEGs of every kind that cameras and programs write. */
export const jpegEncoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  baseline: (image) => image.jpeg(),
  'of full chroma': (image) => image.jpeg({ chromaSubsampling: '4:4:4' }),
  progressive: (image) => image.jpeg({ progressive: true }),
  grey: (image) => image.toColourspace('b-w').jpeg(),
  CMYK: (image) => image.toColourspace('cmyk').jpeg(),
  'of mozjpeg': (image) => image.jpeg({ mozjpeg: true }),
  'with a profile': (image) => image.withIccProfile('p3').jpeg(),
};

/** What libvips reads from the header of a file. */
export async function askLibvips(file: Buffer) {
  const { format, width, height, autoOrient, hasAlpha, isProgressive, depth } = await sharp(file, {
    limitInputPixels: false,
  }).metadata();
  return { format, width, height, upright: autoOrient, hasAlpha, progressive: isProgressive, depth };
}

/** The part of a header that libvips reads too. */
export function pickKnown(header: NonNullable<ReturnType<typeof readJpegHeader>>) {
  const { format, width, height, upright, hasAlpha, progressive, sampleBytes } = header;
  return { format, width, height, upright, hasAlpha, progressive, depth: sampleBytes === 1 ? 'uchar' : '' };
}
