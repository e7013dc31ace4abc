/** A colour by its chromaticity: https://www.w3.org/Graphics/Color/sRGB.html uses the same form. */
export type Xy = readonly [x: number, y: number];

export interface RgbSpace {
  readonly red: Xy;
  readonly green: Xy;
  readonly blue: Xy;
  readonly white: Xy;
  /** Maps each value to light, both from 0 to 1. */
  readonly toLinear: (value: number) => number;
}

/** White point of the profile connection space: ICC.1:2001-04, 6.3.4.3. */
const d50: Triple = [0.9642, 1, 0.8249];
/** The Bradford matrix, which ICC profiles use: ICC.1:2010, annex E. */
const bradford: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
const curvePoints = 4096;
const headerBytes = 128;

/**
 * An ICC profile of three primaries and one curve, version 2.4: https://www.color.org/ICC_Minor_Revision_for_Web.pdf
 */
export function writeIccProfile(space: RgbSpace): Buffer {
  const [red, green, blue] = columnsOf(primariesToD50(space));
  const curve = writeCurve(space.toLinear);
  return assemble([
    ['desc', writeDescription('RGB')],
    ['cprt', Buffer.concat([typed('text'), Buffer.from('No copyright\0', 'latin1')])],
    ['wtpt', writeXyz(d50)],
    ['rXYZ', writeXyz(red)],
    ['gXYZ', writeXyz(green)],
    ['bXYZ', writeXyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]);
}

/** Header, table of tags, contents. Tags with the same contents share them. */
function assemble(tags: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  const offsets = new Map<Buffer, number>();
  let end = headerBytes + table.length;
  const contents: Buffer[] = [];
  for (const [index, [name, content]] of tags.entries()) {
    if (!offsets.has(content)) {
      offsets.set(content, end);
      const padded = Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
      contents.push(padded);
      end += padded.length;
    }
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(offsets.get(content) ?? 0, 8 + 12 * index);
    table.writeUInt32BE(content.length, 12 + 12 * index);
  }
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(end);
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  for (const [index, value] of d50.entries()) header.writeInt32BE(fixed(value), 68 + 4 * index);
  return Buffer.concat([header, table, ...contents]);
}

function typed(type: string): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4)]);
}

function writeDescription(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 1);
  // Unicode and Macintosh names follow, both empty.
  return Buffer.concat([typed('desc'), length, Buffer.from(`${text}\0`, 'latin1'), Buffer.alloc(8 + 3 + 67)]);
}

function writeXyz(values: Triple): Buffer {
  const numbers = Buffer.alloc(12);
  for (const [index, value] of values.entries()) numbers.writeInt32BE(fixed(value), 4 * index);
  return Buffer.concat([typed('XYZ '), numbers]);
}

function writeCurve(toLinear: RgbSpace['toLinear']): Buffer {
  const points = Buffer.alloc(4 + 2 * curvePoints);
  points.writeUInt32BE(curvePoints);
  for (let i = 0; i < curvePoints; i += 1) {
    const light = Math.min(1, Math.max(0, toLinear(i / (curvePoints - 1))));
    points.writeUInt16BE(Math.round(light * 65_535), 4 + 2 * i);
  }
  return Buffer.concat([typed('curv'), points]);
}

/** s15Fixed16Number. */
function fixed(value: number): number {
  return Math.round(value * 65_536);
}

/** From linear R, G, B to X, Y, Z under D50. */
function primariesToD50({ red, green, blue, white }: RgbSpace): Matrix {
  const [r, g, b] = [toXyz(red), toXyz(green), toXyz(blue)];
  const unscaled: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ];
  const scale = apply(invert(unscaled), toXyz(white));
  const toWhite = multiply(unscaled, diagonal(scale));
  const [from, to] = [apply(bradford, toXyz(white)), apply(bradford, d50)];
  const adapt = diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]]);
  return multiply(multiply(multiply(invert(bradford), adapt), bradford), toWhite);
}

function toXyz([x, y]: Xy): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

type Triple = readonly [number, number, number];
/** Three rows. */
type Matrix = readonly [Triple, Triple, Triple];

/** The matrix times a column. */
export function apply(matrix: Matrix, [x, y, z]: Triple): Triple {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a ?? 0, b ?? 0, c ?? 0];
}

function diagonal([x, y, z]: Triple): Matrix {
  return [
    [x, 0, 0],
    [0, y, 0],
    [0, 0, z],
  ];
}

function columnsOf(matrix: Matrix): [Triple, Triple, Triple] {
  return [apply(matrix, [1, 0, 0]), apply(matrix, [0, 1, 0]), apply(matrix, [0, 0, 1])];
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const [x, y, z] = columnsOf(b).map((column) => apply(a, column)) as [Triple, Triple, Triple];
  return [
    [x[0], y[0], z[0]],
    [x[1], y[1], z[1]],
    [x[2], y[2], z[2]],
  ];
}

function invert([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const over = (value: number) => value / determinant;
  return [
    [over(e * i - f * h), over(c * h - b * i), over(b * f - c * e)],
    [over(f * g - d * i), over(a * i - c * g), over(c * d - a * f)],
    [over(d * h - e * g), over(b * g - a * h), over(a * e - b * d)],
  ];
}
