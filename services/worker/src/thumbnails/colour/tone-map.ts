/** Reference white in HDR, in candela per square metre: https://www.itu.int/pub/R-REP-BT.2408 */
const referenceWhite = 203;
/** Light up to this share of reference white is unchanged; brighter light is compressed. */
const knee = 0.5;

/** Converts a value in PQ to SDR light, 0 to 1: https://www.itu.int/rec/R-REC-BT.2100, table 4. */
export function pqToSdr(value: number): number {
  const [m1, m2] = [2610 / 16_384, (2523 / 4096) * 128];
  const [c1, c2, c3] = [3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
  const power = value ** (1 / m2);
  const light = 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1);
  return compress(light / referenceWhite);
}

/** Converts a value in HLG, as shown on a screen of 1,000 candela: https://www.itu.int/rec/R-REC-BT.2100, table 5. */
export function hlgToSdr(value: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - c) / a) + b) / 12;
  return compress((1000 * scene ** 1.2) / referenceWhite);
}

/** Keeps light that SDR can show and compresses the rest towards white, so that highlights keep their shapes. */
function compress(light: number): number {
  const above = (light - knee) / (1 - knee);
  return above <= 0 ? light : knee + (1 - knee) * (above / (1 + above));
}
