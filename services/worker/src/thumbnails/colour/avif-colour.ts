import { readHeifProperties } from '../header/primary-item.ts';
import type { ColourCodes } from './colour.ts';

/** The code points that an AVIF gives its primary image. ISO/IEC 14496-12, 12.1.5. */
export function readAvifColour(file: Buffer): ColourCodes | undefined {
  for (const { type, content } of readHeifProperties(file).primary) {
    if (type === 'colr' && content.length >= 8 && content.toString('latin1', 0, 4) === 'nclx') {
      return { primaries: content.readUInt16BE(4), transfer: content.readUInt16BE(6) };
    }
  }
  return undefined;
}
