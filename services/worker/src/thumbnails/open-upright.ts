import sharp, { type Sharp } from 'sharp';
import { assignProfile } from './colour/assign-profile.ts';
import { readAvifColour } from './colour/avif-colour.ts';
import type { Colour } from './colour/colour.ts';
import { readPngColour } from './colour/png-colour.ts';
import { profileOfCodes } from './colour/profile-of-codes.ts';
import type { Header } from './header/header.ts';
import type { DecodeHeic } from './heic/decode-heic.ts';
import { heicMemory } from './heic/heic-memory.ts';
import type { Size } from './make-thumbnails.ts';
import { dropUnusedScans, isShrunkToEighth } from './progressive/drop-unused-scans.ts';

const endMarker = Buffer.from([0xff, 0xd9]);

export interface OpenOptions {
  readonly maxPixels: number;
  /** The image is not needed any wider than this. Pixels. */
  readonly width: number;
  readonly decodeHeic: DecodeHeic;
  readonly signal: AbortSignal;
}

/** An image that is upright, and how large the original is, upright, in pixels. */
export interface Upright {
  readonly image: Sharp;
  readonly original: Size;
}

/**
 * Opens an original as an image that is upright and whose colours libvips knows: with an ICC profile, or in sRGB. libvips
 * ignores what AVIF, HEIC and PNG tell of their colours in any other way.
 * @throws HeicError, or sharp's errors for what can't be decoded.
 */
export async function openUpright(original: Buffer, header: Header, options: OpenOptions): Promise<Upright> {
  if (header.format === 'heic') return openHeic(original, header, options);
  return { image: await open(original, header, options), original: header.upright };
}

async function open(original: Buffer, header: Header, { maxPixels, width }: OpenOptions): Promise<Sharp> {
  // 'error' lets pass what a decoder only warns of, such as stray bytes between segments, which real cameras write.
  const settings = { limitInputPixels: maxPixels, failOn: 'error' } as const;
  const icc = readProfile(original, header.format);
  if (icc) return withProfile(sharp(original, { ...settings, ignoreIcc: true }).autoOrient(), icc, width);
  const upright = sharp(lighten(original, header, width), settings).autoOrient();
  return header.hasProfile && header.sampleBytes > 1
    ? toSrgb(upright.resize({ width, withoutEnlargement: true }))
    : upright;
}

/**
 * Opens a JPEG that has no end marker with one behind it, which libvips would else refuse as truncated. `tail` comes
 * between them, instead of what may be missing.
 */
export function openWithEnd(
  original: Buffer,
  tail: Buffer,
  { maxPixels, failOn }: { maxPixels: number; failOn: 'warning' | 'error' },
): Sharp {
  return sharp(Buffer.concat([original, tail, endMarker]), {
    limitInputPixels: maxPixels,
    failOn,
  }).autoOrient();
}

async function openHeic(original: Buffer, header: Header, options: OpenOptions): Promise<Upright> {
  const { decodeHeic, signal, maxPixels, width } = options;
  const maxBytes = heicMemory(header, original.length).heap;
  const { image, decoded, colour } = await decodeHeic({ file: original, maxPixels, maxBytes, width }, signal);
  const { data, ...raw } = image;
  const icc = iccOf(colour);
  const upright = sharp(data, { raw });
  return { image: icc ? await withProfile(upright, icc, width) : upright, original: decoded };
}

function iccOf(colour: Colour | undefined): Uint8Array | undefined {
  if (!colour) return undefined;
  return 'icc' in colour ? colour.icc : profileOfCodes(colour);
}

/** The profile of an original that has none which libvips would see. */
function readProfile(original: Buffer, format: string): Buffer | undefined {
  if (format === 'png') return readPngColour(original);
  const codes = format === 'avif' ? readAvifColour(original) : undefined;
  return codes && profileOfCodes(codes);
}

/** Resizes before any colour is converted, which is little work then, and keeps all bits of the values. */
async function withProfile(upright: Sharp, icc: Uint8Array, width: number): Promise<Sharp> {
  const png = await upright
    .resize({ width, withoutEnlargement: true })
    .toColourspace('rgb16')
    .png({ compressionLevel: 0 })
    .toBuffer();
  return toSrgb(sharp(assignProfile(png, icc)));
}

/**
 * Converts by the profile of an image of 16 bits. sharp by itself would leave it in Display P3, and say that it is sRGB:
 * `processingProfile` in https://github.com/lovell/sharp/blob/main/src/pipeline.cc
 */
async function toSrgb(image: Sharp): Promise<Sharp> {
  const { data, info } = await image.withIccProfile('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return sharp(data, { raw: { width, height, channels } });
}

/** A JPEG without what an image of this width does not need. */
function lighten(original: Buffer, { format, progressive, upright }: Header, width: number): Buffer {
  return format === 'jpeg' && progressive && isShrunkToEighth(upright, width)
    ? dropUnusedScans(original)
    : original;
}
