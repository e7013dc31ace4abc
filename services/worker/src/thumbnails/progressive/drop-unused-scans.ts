import type { Size } from '../make-thumbnails.ts';
import { isWhole, type JpegScans, marker, readScans } from './jpeg-scans.ts';

/**
 * Whether sharp makes libjpeg shrink a JPEG to an eighth for an image that is `width` pixels wide:
 * `jpegShrinkOnLoad` in https://github.com/lovell/sharp/blob/main/src/pipeline.cc
 */
export function isShrunkToEighth(upright: Size, width: number): boolean {
  return Math.floor(Math.min(upright.width / width, upright.height)) >= 9;
}

/**
 * Removes the scans of a progressive JPEG that libjpeg does not need to shrink it to an eighth. libjpeg then makes one
 * sample of each block, from its DC coefficient alone, but would decode all the other coefficients first.
 *
 * Changes the file in place and returns the part that is left, which decodes to the same pixels. Returns `file`
 * unchanged when it is not a progressive JPEG, has no end marker, or has anything unusual in it.
 *
 * One empty scan replaces the removed scans of a component. Without it libjpeg would treat the coefficients as missing and
 * smooth the image: `smoothing_ok` in https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jdcoefct.c
 */
export function dropUnusedScans(file: Buffer): Buffer {
  const jpeg = readScans(file);
  // libjpeg may smooth all components if one is incomplete.
  if (!jpeg?.progressive || !isWhole(jpeg)) return file;
  const unused = jpeg.components.map((_, index) => index).filter((index) => !isEnlarged(jpeg, index));
  const dropped = jpeg.scans.filter(({ first, components }) => first > 0 && isIn(unused, components));
  const tail = emptyScans(jpeg, unused);
  if (dropped.reduce((sum, { start, end }) => sum + end - start, 0) < tail.length) return file;

  let length = 0;
  let from = 0;
  for (const { start, end } of [...dropped, { start: jpeg.end, end: jpeg.end }]) {
    file.copyWithin(length, from, start);
    length += start - from;
    from = end;
  }
  tail.copy(file, length);
  return file.subarray(0, length + tail.length);
}

/**
 * Whether libjpeg makes more than one sample of each block of this component. It does for components that are subsampled
 * in both directions, to avoid enlarging them later: `jpeg_calc_output_dimensions` in
 * https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jdmaster.c
 */
function isEnlarged({ components }: JpegScans, index: number): boolean {
  const { across, down } = components[index] ?? { across: 1, down: 1 };
  const mostAcross = Math.max(...components.map((component) => component.across));
  const mostDown = Math.max(...components.map((component) => component.down));
  return mostAcross % (2 * across) === 0 && mostDown % (2 * down) === 0;
}

function isIn(unused: readonly number[], [component]: readonly number[]): boolean {
  return component !== undefined && unused.includes(component);
}

/** Empty blocks that one code represents: EOB14, followed by 14 zero bits. G.1.2.2. */
const blocksPerCode = 2 ** 14;
const bitsPerCode = 15;

/** No restart markers from here on. */
const noRestarts = Buffer.from([0xff, marker.restartInterval, 0, 4, 0, 0]);
/** AC table 0 with one code: a zero bit for EOB14. B.2.4.2. */
const table = Buffer.from([0xff, marker.huffmanTable, 0, 20, 0x10, 1, ...new Array(15).fill(0), 0xe0]);
const endOfImage = Buffer.from([0xff, marker.endOfImage]);

/** The end of a JPEG: a scan for each of the components that sets all their AC coefficients to zero. */
function emptyScans(jpeg: JpegScans, components: readonly number[]): Buffer {
  return Buffer.concat([
    noRestarts,
    table,
    ...components.map((component) => emptyScan(jpeg, component)),
    endOfImage,
  ]);
}

function emptyScan(jpeg: JpegScans, component: number): Buffer {
  const { id = 0 } = jpeg.components[component] ?? {};
  const codes = Math.ceil(blocksOf(jpeg, component) / blocksPerCode);
  return Buffer.concat([
    Buffer.from([0xff, marker.startOfScan, 0, 8, 1, id, 0, 1, 63, 0]),
    Buffer.alloc(Math.ceil((codes * bitsPerCode) / 8)),
  ]);
}

/** Blocks of 8 × 8 samples in a non-interleaved scan of this component. A.2.2. */
function blocksOf({ width, height, components }: JpegScans, component: number): number {
  const { across, down } = components[component] ?? { across: 1, down: 1 };
  const mostAcross = Math.max(...components.map((other) => other.across));
  const mostDown = Math.max(...components.map((other) => other.down));
  return Math.ceil((width * across) / (8 * mostAcross)) * Math.ceil((height * down) / (8 * mostDown));
}
