import { profileOfCodes, profileOfGamma } from './profile-of-codes.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Chromaticities of sRGB in the units of cHRM, 100,000ths: white, red, green, blue. */
const srgbChromaticities = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
const srgbGamma = 45_455;
/** More chunks than any real PNG has before its pixels. */
const maxChunks = 1000;

/**
 * Returns an ICC profile for a PNG whose colours libvips ignores: from cICP, or from gAMA and cHRM if there is neither
 * iCCP nor sRGB. https://www.w3.org/TR/png-3/#color-chunk-precendence
 */
export function readPngColour(file: Buffer): Buffer | undefined {
  if (!file.subarray(0, signature.length).equals(signature)) return undefined;
  const chunks = readColourChunks(file);
  const codes = chunks.get('cICP');
  if (codes?.length === 4) return profileOfCodes({ primaries: codes[0] ?? 0, transfer: codes[1] ?? 0 });
  if (chunks.has('iCCP') || chunks.has('sRGB')) return undefined;
  const gamma = chunks.get('gAMA');
  const value = gamma?.length === 4 ? gamma.readUInt32BE() : 0;
  const exponent = value === 0 || isNear(value, srgbGamma) ? undefined : 100_000 / value;
  const primaries = readChromaticities(chunks.get('cHRM'));
  return exponent === undefined && !primaries ? undefined : profileOfGamma(exponent, primaries);
}

/** Chunks up to the pixels, by type. */
function readColourChunks(file: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = signature.length, count = 0; at + 12 <= file.length && count < maxChunks; count += 1) {
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 8 + file.readUInt32BE(at);
    if (type === 'IDAT' || end + 4 > file.length) break;
    if (['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM'].includes(type)) chunks.set(type, file.subarray(at + 8, end));
    at = end + 4;
  }
  return chunks;
}

function readChromaticities(chunk: Buffer | undefined) {
  if (chunk?.length !== 32) return undefined;
  const values = srgbChromaticities.map((_, index) => chunk.readUInt32BE(4 * index));
  if (values.every((value, index) => isNear(value, srgbChromaticities[index] ?? 0))) return undefined;
  const [whiteX, whiteY, redX, redY, greenX, greenY, blueX, blueY] = values.map((value) => value / 100_000);
  const xy = (x = 0, y = 0) => [x, y] as const;
  const all = {
    white: xy(whiteX, whiteY),
    red: xy(redX, redY),
    green: xy(greenX, greenY),
    blue: xy(blueX, blueY),
  };
  return Object.values(all).every(([x, y]) => x > 0 && y > 0 && x + y <= 1) ? all : undefined;
}

/** Equal within rounding. */
function isNear(value: number, other: number): boolean {
  return Math.abs(value - other) <= other * 0.02;
}
