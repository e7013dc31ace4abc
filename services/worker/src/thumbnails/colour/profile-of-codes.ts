import type { ColourCodes } from './colour.ts';
import { type RgbSpace, writeIccProfile, type Xy } from './icc-profile.ts';
import { hlgToSdr, pqToSdr } from './tone-map.ts';

const d65: Xy = [0.3127, 0.329];
const illuminantC: Xy = [0.31, 0.316];

type Primaries = Omit<RgbSpace, 'toLinear'>;

const bt709: Primaries = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: d65 };
const smpte170: Primaries = { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: d65 };
const p3: Primaries = { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: d65 };

/** ColourPrimaries of https://www.itu.int/rec/T-REC-H.273, table 2, without those of sRGB. */
const primariesOf: Readonly<Record<number, Primaries>> = {
  4: { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: illuminantC },
  5: { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: d65 },
  6: smpte170,
  7: smpte170,
  8: { red: [0.681, 0.319], green: [0.243, 0.692], blue: [0.145, 0.049], white: illuminantC },
  9: { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: d65 },
  11: { ...p3, white: [0.314, 0.351] },
  12: p3,
  22: { red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077], white: d65 },
};

/**
 * TransferCharacteristics of https://www.itu.int/rec/T-REC-H.273, table 3. Video curves are treated as sRGB's, as
 * browsers do: they are meant for dim rooms.
 */
const curves: Readonly<Record<number, RgbSpace['toLinear']>> = {
  4: (value) => value ** 2.2,
  5: (value) => value ** 2.8,
  8: (value) => value,
  16: pqToSdr,
  18: hlgToSdr,
};

/** Creates an ICC profile for these code points. Returns undefined for sRGB and for unknown code points. */
export function profileOfCodes({ primaries, transfer }: ColourCodes): Buffer | undefined {
  const toLinear = curves[transfer];
  const known = primariesOf[primaries];
  return known || toLinear
    ? writeIccProfile({ ...(known ?? bt709), toLinear: toLinear ?? srgbToLinear })
    : undefined;
}

/** Creates an ICC profile with a power curve. `primaries` defaults to those of sRGB. */
export function profileOfGamma(exponent: number | undefined, primaries: Primaries = bt709): Buffer {
  const toLinear = exponent === undefined ? srgbToLinear : (value: number) => value ** exponent;
  return writeIccProfile({ ...primaries, toLinear });
}

/** IEC 61966-2-1: https://www.w3.org/Graphics/Color/sRGB.html */
function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
