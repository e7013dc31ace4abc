/** Any progressive JPEG that the standard allows, of random coefficients: https://www.w3.org/Graphics/JPEG/itu-t81.pdf */
export interface ProgressiveOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly components: readonly { readonly across: number; readonly down: number }[];
  readonly scans: readonly ScanOptions[];
  /** Minimum coded units between restart markers; 0 for none. */
  readonly restartInterval: number;
  /** A number from 0 up to, but not including, `below`. */
  readonly random: (below: number) => number;
}

/** One scan: Ss, Se, Ah and Al of B.2.3. */
export interface ScanOptions {
  readonly components: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
}

interface Plane {
  /** Blocks across in storage, and those that the image needs: A.2. */
  readonly stride: number;
  readonly across: number;
  readonly down: number;
  /** Blocks of 64 coefficients in zigzag order. */
  readonly blocks: readonly Int16Array[];
}

interface Layout {
  readonly mcusAcross: number;
  readonly mcusDown: number;
  readonly planes: readonly Plane[];
}

/** Symbols 0 to 11 have codes of 4 bits, 0 to 254 codes of 9: the code is the symbol. */
const dcBits = 4;
const acBits = 9;

export function encodeProgressive(options: ProgressiveOptions): Buffer {
  const { width, height, components, scans, restartInterval } = options;
  const layout = makeCoefficients(options);
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, components.length];
  for (const [id, { across, down }] of components.entries()) frame.push(id, (across << 4) | down, 0);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...new Array(64).fill(3)]),
    segment(0xc2, frame),
    segment(0xc4, [0x00, ...lengths(dcBits, 12), ...Array.from({ length: 12 }, (_, i) => i)]),
    segment(0xc4, [0x10, ...lengths(acBits, 255), ...Array.from({ length: 255 }, (_, i) => i)]),
    ...(restartInterval > 0 ? [segment(0xdd, [restartInterval >> 8, restartInterval & 255])] : []),
    ...scans.flatMap((scan) => [
      segment(0xda, [
        scan.components.length,
        ...scan.components.flatMap((id) => [id, 0]),
        scan.first,
        scan.last,
        (scan.high << 4) | scan.low,
      ]),
      encodeScan(scan, layout, options),
    ]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function lengths(bits: number, count: number): number[] {
  return Array.from({ length: 16 }, (_, i) => (i + 1 === bits ? count : 0));
}

function makeCoefficients({ width, height, components, random }: ProgressiveOptions): Layout {
  const mostAcross = Math.max(...components.map(({ across }) => across));
  const mostDown = Math.max(...components.map(({ down }) => down));
  const mcusAcross = Math.ceil(width / (8 * mostAcross));
  const mcusDown = Math.ceil(height / (8 * mostDown));
  const planes = components.map(({ across, down }) => {
    const stride = mcusAcross * across;
    const blocks = Array.from({ length: stride * mcusDown * down }, () => makeBlock(random));
    return {
      stride,
      across: Math.ceil((width * across) / (8 * mostAcross)),
      down: Math.ceil((height * down) / (8 * mostDown)),
      blocks,
    };
  });
  return { mcusAcross, mcusDown, planes };
}

/** As of a photo: most blocks end early, few coefficients are large. */
function makeBlock(random: ProgressiveOptions['random']): Int16Array {
  const block = new Int16Array(64);
  block[0] = random(300) - 150;
  const last = random(3) === 0 ? 0 : random(64);
  for (let i = 1; i <= last; i += 1) {
    if (random(4) === 0) block[i] = random(random(8) === 0 ? 60 : 7) * (random(2) ? 1 : -1);
  }
  return block;
}

function encodeScan(scan: ScanOptions, layout: Layout, { components, restartInterval }: ProgressiveOptions) {
  const writer = createBitWriter();
  const units = unitsOf(scan, layout, components);
  const coder = scan.first === 0 ? createDcCoder(scan, writer) : createAcCoder(scan, writer);
  for (const [index, unit] of units.entries()) {
    if (restartInterval > 0 && index > 0 && index % restartInterval === 0) {
      coder.finish();
      writer.restart((index / restartInterval - 1) & 7);
    }
    for (const [component, block] of unit) coder.encode(component, block);
  }
  coder.finish();
  return writer.end();
}

type Unit = (readonly [component: number, block: Int16Array])[];

/** Minimum coded units in their order: of one component its blocks, of several a rectangle of each. A.2.2, A.2.3. */
function unitsOf(
  scan: ScanOptions,
  { mcusAcross, mcusDown, planes }: Layout,
  all: ProgressiveOptions['components'],
) {
  const at = (component: number, x: number, y: number) => {
    const { blocks, stride } = planes[component] as Plane;
    return [component, blocks[y * stride + x] as Int16Array] as const;
  };
  const units: Unit[] = [];
  const [only] = scan.components;
  if (scan.components.length === 1 && only !== undefined) {
    const { across, down } = planes[only] as Plane;
    for (let i = 0; i < across * down; i += 1) units.push([at(only, i % across, Math.floor(i / across))]);
    return units;
  }
  for (let i = 0; i < mcusAcross * mcusDown; i += 1) {
    const unit: Unit = [];
    for (const component of scan.components) {
      const { across = 1, down = 1 } = all[component] ?? {};
      const [left, top] = [(i % mcusAcross) * across, Math.floor(i / mcusAcross) * down];
      for (let y = 0; y < down; y += 1)
        for (let x = 0; x < across; x += 1) unit.push(at(component, left + x, top + y));
    }
    units.push(unit);
  }
  return units;
}

type BitWriter = ReturnType<typeof createBitWriter>;

function createBitWriter() {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i -= 1) {
      bits = (bits << 1) | ((value >> i) & 1);
      count += 1;
      if (count < 8) continue;
      bytes.push(bits);
      if (bits === 0xff) bytes.push(0);
      bits = 0;
      count = 0;
    }
  };
  const align = () => {
    while (count > 0) put(1, 1);
  };
  return {
    put,
    restart(number: number) {
      align();
      bytes.push(0xff, 0xd0 + number);
    },
    end() {
      align();
      return Buffer.from(bytes);
    },
  };
}

/** G.1.2.1. */
function createDcCoder({ high, low }: ScanOptions, writer: BitWriter) {
  const predictions: number[] = [];
  return {
    encode(component: number, block: Int16Array) {
      const value = (block[0] ?? 0) >> low;
      if (high > 0) return writer.put(value & 1, 1);
      const difference = value - (predictions[component] ?? 0);
      predictions[component] = value;
      const size = sizeOf(difference);
      writer.put(size, dcBits);
      writer.put(difference < 0 ? difference + 2 ** size - 1 : difference, size);
    },
    finish: () => void predictions.splice(0),
  };
}

/** G.1.2.2 and G.1.2.3. */
function createAcCoder({ first, last, high, low }: ScanOptions, writer: BitWriter) {
  let emptyBlocks = 0;
  /** Bits that refine coefficients which are not zero, of the blocks that count as empty. */
  let corrections: number[] = [];
  const putBits = (bits: readonly number[]) => {
    for (const bit of bits) writer.put(bit, 1);
  };
  const finish = () => {
    if (emptyBlocks === 0) return;
    const size = Math.floor(Math.log2(emptyBlocks));
    writer.put(size << 4, acBits);
    writer.put(emptyBlocks - 2 ** size, size);
    putBits(corrections);
    emptyBlocks = 0;
    corrections = [];
  };
  const encode = (_component: number, block: Int16Array) => {
    const magnitude = (i: number) => Math.abs(block[i] ?? 0) >> low;
    const isNew = (i: number) => (high > 0 ? magnitude(i) === 1 : magnitude(i) > 0);
    let end = last;
    while (end >= first && !isNew(end)) end -= 1;
    let run = 0;
    let bits: number[] = [];
    for (let i = first; i <= last; i += 1) {
      if (high > 0 && magnitude(i) > 1) {
        bits.push(magnitude(i) & 1);
        continue;
      }
      if (!isNew(i)) {
        run += 1;
        if (run < 16 || i > end) continue;
        finish();
        writer.put(0xf0, acBits);
        putBits(bits);
        [run, bits] = [0, []];
        continue;
      }
      finish();
      const size = high > 0 ? 1 : sizeOf(magnitude(i));
      writer.put((run << 4) | size, acBits);
      const negative = (block[i] ?? 0) < 0;
      writer.put(negative ? 2 ** size - 1 - magnitude(i) : magnitude(i), size);
      putBits(bits);
      [run, bits] = [0, []];
    }
    if (run > 0 || bits.length > 0) {
      emptyBlocks += 1;
      corrections.push(...bits);
      if (emptyBlocks === 32_767) finish();
    }
  };
  return { encode, finish };
}

function sizeOf(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
}
