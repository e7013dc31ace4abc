/** Code points of https://www.itu.int/rec/T-REC-H.273, as a box `colr` of type nclx or a PNG chunk cICP has them. */
export interface ColourCodes {
  readonly primaries: number;
  readonly transfer: number;
}

/** How the values of an image map to colours: by an ICC profile or by code points. */
export type Colour = { readonly icc: Uint8Array } | ColourCodes;
