import type { ColourCodes } from './colour.ts';
import { type RgbSpace, writeIccProfile, type Xy } from './icc-profile.ts';

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

/** Reference white in HDR, in candela per square metre: https://www.itu.int/pub/R-REP-BT.2408 */
const referenceWhite = 203;
/** Light up to this share of reference white is unchanged; brighter light is compressed. */
const knee = 0.5;

/** Converts a value in PQ to SDR light, 0 to 1: https://www.itu.int/rec/R-REC-BT.2100, table 4. */
function pqToSdr(value: number): number {
  const [m1, m2] = [2610 / 16_384, (2523 / 4096) * 128];
  const [c1, c2, c3] = [3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
  const power = value ** (1 / m2);
  const light = 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1);
  return compress(light / referenceWhite);
}

/** Converts a value in HLG, as shown on a screen of 1,000 candela: https://www.itu.int/rec/R-REC-BT.2100, table 5. */
function hlgToSdr(value: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - c) / a) + b) / 12;
  return compress((1000 * scene ** 1.2) / referenceWhite);
}

/** Keeps light that SDR can show and compresses the rest towards white, so that highlights keep their shapes. */
function compress(light: number): number {
  const above = (light - knee) / (1 - knee);
  return above <= 0 ? light : knee + (1 - knee) * (above / (1 + above));
}
