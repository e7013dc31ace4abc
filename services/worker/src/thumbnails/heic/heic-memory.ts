import type { Header } from '../header/header.ts';

/** Code, tables and stack of libheif: what its heap has before a file is read, and some more. Bytes. */
const heapBytes = 24 * 1024 ** 2;
/** JavaScript's own part of the thread. Bytes. */
const threadBytes = 32 * 1024 ** 2;
/** Copies of the pixels at one time: the decoder's, libheif's, and that of an image being turned upright. */
const copies = 3;
/** What the decoder notes of each pixel: block sizes, motion, filters. Bytes. */
const notesPerPixel = 0.5;

/** Bytes that a thread takes at most to decode a HEIC of `fileBytes`, and those of libheif's heap among them. */
export function heicMemory({ width, height, samplesPerPixel, sampleBytes }: Header, fileBytes: number) {
  const pixels = width * height;
  const heap = Math.ceil(
    heapBytes + fileBytes + pixels * (copies * samplesPerPixel * sampleBytes + notesPerPixel),
  );
  // The copy that the thread gets, and the result, which is a quarter of the image at most or small.
  return { heap, total: heap + threadBytes + fileBytes };
}
