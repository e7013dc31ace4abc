/** Samples of one colour component or of alpha, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Bits per sample, 1 to 16. */
  readonly bits: number;
  /** Samples from one row to the next. */
  readonly stride: number;
  readonly data: Uint8Array | Uint16Array;
}

/** An image as its decoder stores it: Y, Cb, Cr or R, G, B; only the first plane for grey images. */
export interface Planes {
  readonly isRgb: boolean;
  readonly first: Plane | undefined;
  readonly second: Plane | undefined;
  readonly third: Plane | undefined;
  readonly alpha: Plane | undefined;
  /** MatrixCoefficients of https://www.itu.int/rec/T-REC-H.273; undefined if the file has none. */
  readonly matrix: number | undefined;
  /** Whether values use the full range; otherwise they leave room at both ends, as in video. */
  readonly isFullRange: boolean;
}

/** Pixels of R, G, B and possibly alpha, in 8 or 16 bits. */
export interface RawImage {
  readonly data: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}
