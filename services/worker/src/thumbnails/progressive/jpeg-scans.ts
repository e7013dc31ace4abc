/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1. */
export const marker = {
  startOfBaselineFrame: 0xc0,
  startOfSequentialFrame: 0xc1,
  startOfProgressiveFrame: 0xc2,
  huffmanTable: 0xc4,
  restart0: 0xd0,
  restart7: 0xd7,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  quantisationTable: 0xdb,
  numberOfLines: 0xdc,
  restartInterval: 0xdd,
  application0: 0xe0,
  application15: 0xef,
  comment: 0xfe,
} as const;

export interface Component {
  readonly id: number;
  /** Sampling factors, 1 to 4. */
  readonly across: number;
  readonly down: number;
}

/** One pass over the coefficients of some components. The standard's names are in brackets: B.2.3. */
export interface Scan {
  /** Offsets of its marker and of the marker after its data. */
  readonly start: number;
  readonly end: number;
  /** As indexes into the frame's components. */
  readonly components: readonly number[];
  /** First and last coefficient (Ss, Se): 0 and 0 for DC. */
  readonly first: number;
  readonly last: number;
  /** The lowest bit of each coefficient in this scan (Al). */
  readonly lowBit: number;
}

/** A JPEG of 8 bits, Huffman coded, up to its end marker. */
export interface JpegScans {
  readonly progressive: boolean;
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  readonly scans: readonly Scan[];
  /** Offset of the end marker (EOI). */
  readonly end: number;
}

/** Maximum scans. Encoders write about ten; hostile files may have millions, which would fill the memory. */
const maxScans = 1000;

type Frame = Omit<JpegScans, 'scans' | 'end'>;

const isFrame = (code: number) =>
  code >= marker.startOfBaselineFrame && code <= marker.startOfProgressiveFrame;

/** Segments that may stand between scans; DNL is what `inspectJpeg` makes of metadata. */
const isOther = (code: number) =>
  code === marker.huffmanTable ||
  code === marker.quantisationTable ||
  code === marker.restartInterval ||
  code === marker.comment ||
  code === marker.numberOfLines ||
  (code >= marker.application0 && code <= marker.application15);

/** Finds the scans of a JPEG. Returns undefined for any other or unusual file, and without an end marker. */
export function readScans(file: Buffer): JpegScans | undefined {
  if (file[0] !== 0xff || file[1] !== marker.startOfImage) return undefined;
  const scans: Scan[] = [];
  let frame: Frame | undefined;
  for (let at = 2; at + 2 <= file.length; ) {
    if (file[at] !== 0xff) return undefined;
    const code = file[at + 1] ?? 0;
    if (code === marker.endOfImage) return frame && { ...frame, scans, end: at };
    const next = at + 4 <= file.length ? at + 2 + file.readUInt16BE(at + 2) : 0;
    if (next < at + 4 || next > file.length) return undefined;
    const segment = file.subarray(at + 4, next);
    if (isFrame(code)) {
      if (frame) return undefined;
      frame = readFrame(segment, code === marker.startOfProgressiveFrame);
      if (!frame) return undefined;
      at = next;
    } else if (code === marker.startOfScan) {
      const end = endOfData(file, next);
      const scan = frame && end && readScan(segment, frame);
      if (!scan || scans.length === maxScans) return undefined;
      scans.push({ ...scan, start: at, end });
      at = end;
    } else if (isOther(code)) {
      at = next;
    } else return undefined;
  }
  return undefined;
}

/** Whether the scans bring every bit of every coefficient of all components. */
export function isWhole({ components, scans }: JpegScans): boolean {
  return components.every((_, index) => isComplete(scans, index));
}

/** DC has to come first, because libjpeg fixes the quantisation table of a component at its first scan. */
function isComplete(scans: readonly Scan[], component: number): boolean {
  const own = scans.filter(({ components }) => components.includes(component));
  const lowBits = new Array<number>(64).fill(-1);
  for (const { first, last, lowBit } of own) lowBits.fill(lowBit, first, last + 1);
  return own[0]?.first === 0 && lowBits.every((lowBit) => lowBit === 0);
}

/** B.2.2: precision, height, width, then for each component its id, sampling factors and table. */
function readFrame(segment: Buffer, progressive: boolean): Frame | undefined {
  const count = segment[5] ?? 0;
  if (segment[0] !== 8 || count < 1 || count > 4 || segment.length !== 6 + 3 * count) return undefined;
  const components = Array.from({ length: count }, (_, index) => {
    const [id = 0, factors = 0] = segment.subarray(6 + 3 * index);
    return { id, across: factors >> 4, down: factors & 15 };
  });
  const usual = components.every(({ across, down }) => across >= 1 && across <= 4 && down >= 1 && down <= 4);
  const ids = new Set(components.map(({ id }) => id));
  const [height, width] = [segment.readUInt16BE(1), segment.readUInt16BE(3)];
  if (!usual || ids.size < count || height === 0 || width === 0) return undefined;
  return { progressive, width, height, components };
}

/** B.2.3: ids of the components with their tables, then Ss, Se, and Ah with Al. Bounds: G.1.1.1. */
function readScan(segment: Buffer, frame: Frame): Omit<Scan, 'start' | 'end'> | undefined {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length !== 4 + 2 * count) return undefined;
  const components = Array.from({ length: count }, (_, index) =>
    frame.components.findIndex(({ id }) => id === segment[1 + 2 * index]),
  );
  if (components.includes(-1) || new Set(components).size < count) return undefined;
  const [first = 0, last = 0, bits = 0] = segment.subarray(1 + 2 * count);
  const [highBit, lowBit] = [bits >> 4, bits & 15];
  if (!isBand(first, last, count, frame) || lowBit > 13 || (highBit > 0 && highBit !== lowBit + 1))
    return undefined;
  return { components, first, last, lowBit };
}

function isBand(first: number, last: number, count: number, { progressive }: Frame): boolean {
  if (!progressive) return first === 0 && last === 63;
  return first === 0 ? last === 0 : count === 1 && first <= last && last <= 63;
}

/** Offset of the first marker after entropy-coded data, or 0 if there is none. Stuffed zeros and restarts are data. */
function endOfData(file: Buffer, start: number): number {
  for (let at = file.indexOf(0xff, start); at !== -1 && at + 1 < file.length; ) {
    const code = file[at + 1] ?? 0;
    if (code === 0xff) at += 1;
    else if (code === 0 || (code >= marker.restart0 && code <= marker.restart7)) {
      at = file.indexOf(0xff, at + 2);
    } else return at;
  }
  return 0;
}
