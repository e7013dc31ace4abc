import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { assignProfile } from '../../../src/thumbnails/colour/assign-profile.ts';
import { profileOfGamma } from '../../../src/thumbnails/colour/profile-of-codes.ts';
import { pngChunk } from '../hostile-files.ts';
import { patchesIn, type Space } from './patches.ts';

export interface ColourCase {
  readonly name: string;
  readonly extension: string;
  readonly encode: () => Promise<Buffer>;
  /** Whether other programs read its colours: by an ICC profile, or because it has none. */
  readonly isCommon: boolean;
  readonly isHdr?: boolean;
}

const toSrgbValue = (light: number) =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
const srgb: Space = { encode: toSrgbValue };
/** From BT.709 primaries to those of Display P3 and BT.2020. */
const toP3 = [
  [0.8224621, 0.177538, 0],
  [0.0331941, 0.9668058, 0],
  [0.0170827, 0.0723974, 0.9105199],
];
const to2020 = [
  [0.6274039, 0.329283, 0.0433131],
  [0.0690973, 0.9195404, 0.0113623],
  [0.0163914, 0.0880133, 0.8955953],
];
const displayP3: Space = { matrix: toP3, encode: toSrgbValue };
const bt2020: Space = { matrix: to2020, encode: toSrgbValue };
const power = (exponent: number): Space => ({ encode: (light) => light ** (1 / exponent) });

const samples = join(import.meta.dirname, 'samples');
const sample = (name: string) => ({
  extension: name.split('.').at(-1) ?? '',
  encode: () => readFile(join(samples, name)),
});
const png = (space: Space, bits: 8 | 16 = 8) => {
  const image = patchesIn(space);
  return (bits === 16 ? image.toColourspace('rgb16') : image.toColourspace('srgb')).png().toBuffer();
};
const chunked = async (file: Buffer, type: string, content: Buffer) =>
  Buffer.concat([file.subarray(0, 33), pngChunk(type, content), file.subarray(33)]);
const numbers = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => void bytes.writeUInt32BE(value, 4 * index));
  return bytes;
};
/** In Display P3 with sharp's profile of it. */
const withP3 = (encode: (image: Sharp) => Sharp) => async () =>
  encode(sharp(await png(srgb)).withIccProfile('p3')).toBuffer();
const plain = (encode: (image: Sharp) => Sharp) => async () => encode(sharp(await png(srgb))).toBuffer();

/** The same patches as files of every format and in every way to tell their colours. */
export const colourCases: readonly ColourCase[] = [
  { name: 'JPEG', extension: 'jpg', isCommon: true, encode: plain((image) => image.jpeg({ quality: 95 })) },
  {
    name: 'JPEG, progressive',
    extension: 'jpg',
    isCommon: true,
    encode: plain((image) => image.jpeg({ quality: 95, progressive: true })),
  },
  { name: 'PNG', extension: 'png', isCommon: true, encode: () => png(srgb) },
  { name: 'PNG, 16 bits', extension: 'png', isCommon: true, encode: () => png(srgb, 16) },
  {
    name: 'PNG, palette',
    extension: 'png',
    isCommon: true,
    encode: plain((image) => image.png({ palette: true })),
  },
  { name: 'WebP', extension: 'webp', isCommon: true, encode: plain((image) => image.webp({ quality: 95 })) },
  {
    name: 'WebP, lossless',
    extension: 'webp',
    isCommon: true,
    encode: plain((image) => image.webp({ lossless: true })),
  },
  { name: 'GIF', extension: 'gif', isCommon: true, encode: plain((image) => image.gif()) },
  {
    name: 'AVIF',
    extension: 'avif',
    isCommon: true,
    encode: plain((image) => image.avif({ quality: 90, effort: 0 })),
  },
  { name: 'HEIC', isCommon: true, ...sample('srgb.heic') },
  {
    name: 'JPEG, Display P3 by ICC',
    extension: 'jpg',
    isCommon: true,
    encode: withP3((image) => image.jpeg({ quality: 95 })),
  },
  {
    name: 'PNG, Display P3 by ICC',
    extension: 'png',
    isCommon: true,
    encode: withP3((image) => image.png()),
  },
  {
    name: 'PNG, 16 bits, Display P3 by ICC',
    extension: 'png',
    isCommon: true,
    encode: withP3((image) => image.toColourspace('rgb16').png()),
  },
  {
    name: 'WebP, Display P3 by ICC',
    extension: 'webp',
    isCommon: true,
    encode: withP3((image) => image.webp({ quality: 95 })),
  },
  {
    name: 'AVIF, Display P3 by ICC',
    extension: 'avif',
    isCommon: true,
    encode: withP3((image) => image.avif({ quality: 90, effort: 0 })),
  },
  { name: 'HEIC, Display P3 by ICC', isCommon: true, ...sample('display-p3-icc.heic') },
  {
    name: 'PNG, linear by ICC',
    extension: 'png',
    isCommon: true,
    encode: async () => assignProfile(await png(power(1), 16), profileOfGamma(1)),
  },
  {
    name: 'PNG, gamma 1.8 by ICC',
    extension: 'png',
    isCommon: true,
    encode: async () => assignProfile(await png(power(1.8)), profileOfGamma(1.8)),
  },
  {
    name: 'PNG, Display P3 by cICP',
    extension: 'png',
    isCommon: false,
    encode: async () => chunked(await png(displayP3), 'cICP', Buffer.from([12, 13, 0, 1])),
  },
  {
    name: 'PNG, 16 bits, BT.2020 by cICP',
    extension: 'png',
    isCommon: false,
    encode: async () => chunked(await png(bt2020, 16), 'cICP', Buffer.from([9, 13, 0, 1])),
  },
  {
    name: 'PNG, linear by cICP',
    extension: 'png',
    isCommon: false,
    encode: async () => chunked(await png(power(1), 16), 'cICP', Buffer.from([1, 8, 0, 1])),
  },
  {
    name: 'PNG, gamma 1.0 by gAMA',
    extension: 'png',
    isCommon: false,
    encode: async () => chunked(await png(power(1), 16), 'gAMA', numbers(100_000)),
  },
  {
    name: 'PNG, gamma 1.8 by gAMA',
    extension: 'png',
    isCommon: false,
    encode: async () => chunked(await png(power(1.8)), 'gAMA', numbers(55_556)),
  },
  {
    name: 'PNG, Display P3 by cHRM',
    extension: 'png',
    isCommon: false,
    encode: async () =>
      chunked(
        await png(displayP3),
        'cHRM',
        numbers(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000),
      ),
  },
  { name: 'AVIF, Display P3 by nclx', isCommon: false, ...sample('patches-display-p3.avif') },
  { name: 'AVIF, BT.2020 by nclx', isCommon: false, ...sample('patches-bt2020.avif') },
  { name: 'HEIC, Display P3 by nclx', isCommon: false, ...sample('display-p3-nclx.heic') },
  { name: 'HEIC, 10 bits, Display P3 by nclx', isCommon: false, ...sample('display-p3-10.heic') },
  { name: 'HEIC, 10 bits, BT.2020 by nclx', isCommon: false, ...sample('bt2020-10.heic') },
  { name: 'HEIC, range of video', isCommon: false, ...sample('video-range.heic') },
  { name: 'HEIC, 10 bits, PQ', isCommon: false, isHdr: true, ...sample('pq.heic') },
  { name: 'HEIC, 10 bits, HLG', isCommon: false, isHdr: true, ...sample('hlg.heic') },
];
