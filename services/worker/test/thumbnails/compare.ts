/** Pixels of sRGB, three bytes each. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** How alike two images of one size are. */
export interface Likeness {
  /** Mean structural similarity of luma over windows of 8 × 8, 1 for the same image: https://doi.org/10.1109/TIP.2003.819861 */
  readonly ssim: number;
  /** Mean difference of a colour value, 0 to 255. */
  readonly colour: number;
}

export function compare(a: Pixels, b: Pixels): Likeness {
  if (a.width !== b.width || a.height !== b.height) throw new Error('the images differ in size');
  let ssim = 0;
  let windows = 0;
  for (let y = 0; y + 8 <= a.height; y += 8) {
    for (let x = 0; x + 8 <= a.width; x += 8) {
      ssim += ssimOf(lumaAt(a, x, y), lumaAt(b, x, y));
      windows += 1;
    }
  }
  const difference = a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0);
  return { ssim: ssim / windows, colour: difference / a.data.length };
}

function lumaAt({ data, width }: Pixels, left: number, top: number): number[] {
  return Array.from({ length: 64 }, (_, i) => {
    const at = 3 * ((top + (i >> 3)) * width + left + (i & 7));
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    return 0.299 * r + 0.587 * g + 0.114 * b;
  });
}

function ssimOf(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const varianceA = mean(a.map((value) => (value - meanA) ** 2));
  const varianceB = mean(b.map((value) => (value - meanB) ** 2));
  const covariance = mean(a.map((value, i) => (value - meanA) * ((b[i] ?? 0) - meanB)));
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  return (
    ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
    ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2))
  );
}
