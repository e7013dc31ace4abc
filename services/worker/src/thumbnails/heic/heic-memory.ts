import type { Header } from '../header/header.ts';

/** Code, tables and stack of libheif: its heap before a file is read, with a margin. Bytes. */
const heapBytes = 24 * 1024 ** 2;
/** JavaScript heap of the thread. Bytes. */
const threadBytes = 32 * 1024 ** 2;
/** Maximum copies of the pixels at one time: the decoder's, libheif's, and that of an image being turned upright. */
const copies = 3;
/** The decoder's metadata per pixel: block sizes, motion, filters. Bytes. */
const notesPerPixel = 0.5;

/** Maximum bytes that a thread takes to decode a HEIC of `fileBytes`, and the part of libheif's heap. */
export function heicMemory({ width, height, samplesPerPixel, sampleBytes }: Header, fileBytes: number) {
  const pixels = width * height;
  const heap = Math.ceil(
    heapBytes + fileBytes + pixels * (copies * samplesPerPixel * sampleBytes + notesPerPixel),
  );
  // The thread's copy of the file, and the result: small, or at most a quarter of the image.
  return { heap, total: heap + threadBytes + fileBytes };
}
