import { marker, type JpegScans } from './jpeg-scans.ts';

/** Empty blocks that one code represents: EOB14, followed by 14 zero bits. G.1.2.2. */
const blocksPerCode = 2 ** 14;
const bitsPerCode = 15;

/** No restart markers from here on. */
const noRestarts = Buffer.from([0xff, marker.restartInterval, 0, 4, 0, 0]);
/** AC table 0 with one code: a zero bit for EOB14. B.2.4.2. */
const table = Buffer.from([0xff, marker.huffmanTable, 0, 20, 0x10, 1, ...new Array(15).fill(0), 0xe0]);
const endOfImage = Buffer.from([0xff, marker.endOfImage]);

/** The end of a JPEG: a scan for each of the components that sets all their AC coefficients to zero. */
export function emptyScans(jpeg: JpegScans, components: readonly number[]): Buffer {
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
