import type { RawImage } from './placeholder.ts';

/** Markers of https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1. */
const marker = { progressiveFrame: 0xc2, huffmanTable: 0xc4, scan: 0xda, quantisation: 0xdb, restarts: 0xdd };

/** DC codes of 8-bit images are at most this long, and so are the numbers behind them. F.1.2.1.1, K.2. */
const maxCodeBits = 12;

interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly table: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

/** For the next `maxCodeBits` bits: the length of the code that they begin with, and its symbol. F.2.2.3. */
interface HuffmanTable {
  readonly lengths: Uint8Array;
  readonly symbols: Uint8Array;
}

interface Plane {
  /** Blocks from one row to the next. */
  readonly stride: number;
  readonly means: Float32Array;
}

/**
 * The mean colour of each block of 8 × 8 pixels of a JPEG: an image an eighth as wide and high. mozjpeg stores these
 * means first, as the DC coefficients, so that nothing else is decoded. Undefined for a JPEG from another encoder.
 */
export function readBlockMeans(jpeg: Buffer): RawImage | undefined {
  const steps: number[] = [];
  const tables: HuffmanTable[] = [];
  let frame: Frame | undefined;
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const code = jpeg[at + 1];
    const next = at + 2 + jpeg.readUInt16BE(at + 2);
    const segment = jpeg.subarray(at + 4, next);
    if (code === marker.restarts || next > jpeg.length) return undefined;
    if (code === marker.progressiveFrame) frame = readFrame(segment);
    if (code === marker.quantisation) readSteps(segment, steps);
    if (code === marker.huffmanTable) readTables(segment, tables);
    if (code === marker.scan) {
      if (!frame || !isWholeDc(segment, frame)) return undefined;
      const scanTables = frame.components.map((_, index) => tables[(segment[2 + 2 * index] ?? 0) >> 4]);
      const planes = readPlanes(createBits(jpeg, next), frame, scanTables);
      return planes && toRgb(frame, planes, steps);
    }
    at = next;
  }
  return undefined;
}

/** B.2.2. */
function readFrame(segment: Buffer): Frame {
  const components = Array.from({ length: segment[5] ?? 0 }, (_, index) => {
    const [id = 0, factors = 0, table = 0] = segment.subarray(6 + 3 * index);
    return { id, across: factors >> 4, down: factors & 15, table };
  });
  return { height: segment.readUInt16BE(1), width: segment.readUInt16BE(3), components };
}

/** The first step of each table, which is that of the mean. B.2.4.1. */
function readSteps(segment: Buffer, steps: number[]): void {
  for (let at = 0; at < segment.length; at += 65) steps[(segment[at] ?? 0) & 15] = segment[at + 1] ?? 0;
}

/** Tables of DC coefficients. B.2.4.2. */
function readTables(segment: Buffer, tables: HuffmanTable[]): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const id = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    at += 17;
    const symbols = segment.subarray(at, at + counts.reduce((sum, count) => sum + count, 0));
    at += symbols.length;
    if (id < 16) tables[id] = createTable(counts, symbols);
  }
}

/** Codes of a length follow each other, and so do lengths. C.2. */
function createTable(counts: Buffer, inOrder: Buffer): HuffmanTable {
  const table = { lengths: new Uint8Array(2 ** maxCodeBits), symbols: new Uint8Array(2 ** maxCodeBits) };
  let from = 0;
  let next = 0;
  for (let length = 1; length <= maxCodeBits; length += 1) {
    const width = 2 ** (maxCodeBits - length);
    for (const symbol of inOrder.subarray(next, next + (counts[length - 1] ?? 0))) {
      table.lengths.fill(length, from, from + width);
      table.symbols.fill(symbol, from, from + width);
      from += width;
    }
    next += counts[length - 1] ?? 0;
  }
  return table;
}

/** Whether a scan brings all bits of the DC coefficients of all components, in the frame's order. B.2.3. */
function isWholeDc(segment: Buffer, { components }: Frame): boolean {
  const inOrder = components.every(({ id }, index) => segment[1 + 2 * index] === id);
  const isUsual = components.length === 1 || components.length === 3;
  return (
    isUsual && segment[0] === components.length && inOrder && segment.readUIntBE(segment.length - 3, 3) === 0
  );
}

/** The bits of a scan. */
interface Bits {
  /** The next bits, followed by ones at the end of the scan. */
  peek(count: number): number;
  /** Skips this number of bits. False past the end. */
  skip(count: number): boolean;
}

function createBits(jpeg: Buffer, start: number): Bits {
  let at = start;
  let held = 0;
  let bits = 0;
  let missing = 0;
  return {
    peek(count) {
      while (held < count) {
        const byte = jpeg[at] ?? 0xff;
        // A zero is stuffed behind each 0xff of the data. F.1.2.3.
        const isEnd = byte === 0xff && jpeg[at + 1] !== 0;
        bits = ((bits << 8) | byte) & 0xff_ffff;
        held += 8;
        if (isEnd) missing += 8;
        else at += byte === 0xff ? 2 : 1;
      }
      return (bits >> (held - count)) & ((1 << count) - 1);
    },
    skip(count) {
      held -= count;
      return held >= missing;
    },
  };
}

/** The coefficients as they are stored, each as the difference to the one before. A.2, F.2.2.1. */
function readPlanes(
  bits: Bits,
  { width, height, components }: Frame,
  tables: readonly (HuffmanTable | undefined)[],
): Plane[] | undefined {
  const isAlone = components.length === 1;
  const mostAcross = Math.max(...components.map(({ across }) => across));
  const mostDown = Math.max(...components.map(({ down }) => down));
  const unitsAcross = Math.ceil(width / (8 * (isAlone ? 1 : mostAcross)));
  const unitsDown = Math.ceil(height / (8 * (isAlone ? 1 : mostDown)));
  const readers = components.map((component, index) => {
    const [across, down] = isAlone ? [1, 1] : [component.across, component.down];
    const stride = unitsAcross * across;
    return {
      across,
      down,
      stride,
      table: tables[index],
      last: 0,
      means: new Float32Array(stride * unitsDown * down),
    };
  });
  for (let unit = 0; unit < unitsAcross * unitsDown; unit += 1) {
    for (const reader of readers) {
      const top = Math.floor(unit / unitsAcross) * reader.down;
      const left = (unit % unitsAcross) * reader.across;
      for (let block = 0; block < reader.across * reader.down; block += 1) {
        const difference = reader.table && readDifference(bits, reader.table);
        if (difference === undefined) return undefined;
        reader.last += difference;
        const y = top + Math.floor(block / reader.across);
        reader.means[y * reader.stride + left + (block % reader.across)] = reader.last;
      }
    }
  }
  return readers;
}

/** F.2.2.1. */
function readDifference(bits: Bits, { lengths, symbols }: HuffmanTable): number | undefined {
  const code = bits.peek(maxCodeBits);
  const length = lengths[code] ?? 0;
  const size = symbols[code] ?? 0;
  if (length === 0 || size > maxCodeBits || !bits.skip(length)) return undefined;
  if (size === 0) return 0;
  const value = bits.peek(size);
  if (!bits.skip(size)) return undefined;
  // EXTEND: a leading zero bit means a negative number.
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}

/** JFIF: https://www.w3.org/Graphics/JPEG/jfif3.pdf */
function toRgb({ width, height, components }: Frame, planes: readonly Plane[], steps: readonly number[]) {
  const size = { width: Math.ceil(width / 8), height: Math.ceil(height / 8) };
  const data = Buffer.alloc(size.width * size.height * 3);
  const [luma] = components;
  const [readY, readCb, readCr] = components.map(({ across, down, table }, index) => {
    const { stride = 0, means = new Float32Array() } = planes[index] ?? {};
    const [scaleX, scaleY] = [across / (luma?.across ?? 1), down / (luma?.down ?? 1)];
    const step = (steps[table] ?? 0) / 8;
    return (x: number, y: number) =>
      (means[Math.floor(y * scaleY) * stride + Math.floor(x * scaleX)] ?? 0) * step;
  });
  for (let y = 0, to = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1, to += 3) {
      const grey = (readY?.(x, y) ?? 0) + 128;
      const cb = readCb?.(x, y) ?? 0;
      const cr = readCr?.(x, y) ?? 0;
      data[to] = clamp(grey + 1.402 * cr);
      data[to + 1] = clamp(grey - 0.344_136 * cb - 0.714_136 * cr);
      data[to + 2] = clamp(grey + 1.772 * cb);
    }
  }
  return { ...size, data, channels: 3 as const };
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
