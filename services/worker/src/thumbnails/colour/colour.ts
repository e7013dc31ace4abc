import { readHeifProperties } from '../header/primary-item.ts';

/** Code points of https://www.itu.int/rec/T-REC-H.273, as a box `colr` of type nclx or a PNG chunk cICP has them. */
export interface ColourCodes {
  readonly primaries: number;
  readonly transfer: number;
}

/** How the values of an image map to colours: by an ICC profile or by code points. */
export type Colour = { readonly icc: Uint8Array } | ColourCodes;

/** The code points that an AVIF gives its primary image. ISO/IEC 14496-12, 12.1.5. */
export function readAvifColour(file: Buffer): ColourCodes | undefined {
  for (const { type, content } of readHeifProperties(file).primary) {
    if (type === 'colr' && content.length >= 8 && content.toString('latin1', 0, 4) === 'nclx') {
      return { primaries: content.readUInt16BE(4), transfer: content.readUInt16BE(6) };
    }
  }
  return undefined;
}
