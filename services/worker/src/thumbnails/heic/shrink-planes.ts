import type { Plane, Planes, RawImage } from './planes.ts';

/** Weights of red and blue in luma by MatrixCoefficients: https://www.itu.int/rec/T-REC-H.273, table 4. */
const lumaWeights: Readonly<Record<number, readonly [red: number, blue: number]>> = {
  1: [0.2126, 0.0722],
  4: [0.3, 0.11],
  5: [0.299, 0.114],
  6: [0.299, 0.114],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
  10: [0.2627, 0.0593],
};
/** The usual matrix of HEIF files that name none, ITU-R BT.601. */
const usualMatrix = 6;
/** G, B, R are stored as they are. */
const identity = 0;

/**
 * Averages `factor` × `factor` pixels to one and converts them to R, G, B without touching primaries or transfer
 * function. Samples of 8 bits stay so, others become 16 bits.
 */
export function shrinkPlanes(planes: Planes, factor: number): RawImage {
  const { first, second, third, alpha, isFullRange } = planes;
  if (!first) throw new Error('the image has no colour');
  const width = Math.ceil(first.width / factor);
  const height = Math.ceil(first.height / factor);
  const channels = alpha ? 4 : 3;
  const size = width * height * channels;
  const data = first.bits > 8 ? new Uint16Array(size) : new Uint8Array(size);
  const most = first.bits > 8 ? 65_535 : 255;

  const reader = (plane: Plane | undefined, scale: Scale) => plane && rowReader(plane, first, factor, scale);
  const hasChroma = !planes.isRgb && planes.matrix !== identity;
  const chroma = hasChroma ? chromaScale : lumaScale;
  const readFirst = reader(first, lumaScale(first.bits, isFullRange));
  const readSecond = reader(second, chroma(second?.bits ?? 8, isFullRange));
  const readThird = reader(third, chroma(third?.bits ?? 8, isFullRange));
  const readAlpha = reader(alpha, lumaScale(alpha?.bits ?? 8, true));
  const toRgb = rgbConverter(planes);
  for (let y = 0; y < height; y += 1) {
    const rows = toRgb(readFirst?.(y) ?? new Float32Array(width), readSecond?.(y), readThird?.(y));
    const opacity = readAlpha?.(y);
    for (const [channel, row] of (opacity ? [...rows, opacity] : rows).entries()) {
      for (let x = 0, at = y * width * channels + channel; x < width; x += 1, at += channels) {
        const value = row[x] ?? 0;
        data[at] = value <= 0 ? 0 : value >= 1 ? most : value * most + 0.5;
      }
    }
  }
  return { data, width, height, channels };
}

/** A sample times `by` plus `plus` is 0 to 1 for luma, R, G, B and alpha, -0.5 to 0.5 for chroma. */
interface Scale {
  readonly by: number;
  readonly plus: number;
}

/** https://www.itu.int/rec/T-REC-H.273, 8.3. */
function lumaScale(bits: number, isFullRange: boolean): Scale {
  const [black, range] = isFullRange ? [0, 2 ** bits - 1] : [16 * 2 ** (bits - 8), 219 * 2 ** (bits - 8)];
  return { by: 1 / range, plus: -black / range };
}

function chromaScale(bits: number, isFullRange: boolean): Scale {
  const range = isFullRange ? 2 ** bits - 1 : 224 * 2 ** (bits - 8);
  return { by: 1 / range, plus: -(2 ** (bits - 1)) / range };
}

type ReadRow = (y: number) => Float32Array;

/** Reads rows of averages. A plane of fewer samples than luma has is spread over the same pixels. */
function rowReader(plane: Plane, luma: Plane, factor: number, { by, plus }: Scale): ReadRow {
  const { data, stride } = plane;
  const width = Math.ceil(luma.width / factor);
  const across = spans(width, (factor * plane.width) / luma.width, plane.width);
  const down = spans(Math.ceil(luma.height / factor), (factor * plane.height) / luma.height, plane.height);
  const row = new Float32Array(width);
  return (y) => {
    const [top, bottom] = [down[2 * y] ?? 0, down[2 * y + 1] ?? 0];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [across[2 * x] ?? 0, across[2 * x + 1] ?? 0];
      let sum = 0;
      for (let line = top * stride; line < bottom * stride; line += stride) {
        for (let at = line + left; at < line + right; at += 1) sum += data[at] ?? 0;
      }
      row[x] = (sum / ((bottom - top) * (right - left))) * by + plus;
    }
    return row;
  };
}

/** First sample and end of each of `count` spans of `length` samples, at least one sample each. */
function spans(count: number, length: number, limit: number): Int32Array {
  const all = new Int32Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    const start = Math.min(limit - 1, Math.floor(i * length));
    all[2 * i] = start;
    all[2 * i + 1] = Math.max(start + 1, Math.min(limit, Math.ceil((i + 1) * length)));
  }
  return all;
}

type ToRgb = (first: Float32Array, second?: Float32Array, third?: Float32Array) => Float32Array[];

/** Converts rows to R, G, B, in place where there are three. */
function rgbConverter({ isRgb, matrix = usualMatrix }: Planes): ToRgb {
  const [red, blue] = lumaWeights[matrix] ?? lumaWeights[usualMatrix] ?? [0, 0];
  const green = 1 - red - blue;
  return (first, second, third) => {
    if (!second || !third) return [first, first, first];
    if (isRgb) return [first, second, third];
    if (matrix === identity) return [third, first, second];
    for (let x = 0; x < first.length; x += 1) {
      const [y, cb, cr] = [first[x] ?? 0, second[x] ?? 0, third[x] ?? 0];
      const r = y + 2 * (1 - red) * cr;
      const b = y + 2 * (1 - blue) * cb;
      first[x] = r;
      second[x] = (y - red * r - blue * b) / green;
      third[x] = b;
    }
    return [first, second, third];
  };
}
