import sharp, { type Sharp } from 'sharp';
import { assignProfile } from './colour/assign-profile.ts';
import { type Colour, readAvifColour } from './colour/colour.ts';
import { readPngColour } from './colour/png-colour.ts';
import { profileOfCodes } from './colour/profile-of-codes.ts';
import type { Header } from './header/header.ts';
import type { DecodeHeic } from './heic/decode-heic.ts';
import { heicMemory } from './heic/heic-memory.ts';
import type { Size } from './make-thumbnails.ts';
import { dropUnusedScans, isShrunkToEighth } from './progressive/drop-unused-scans.ts';

export interface OpenOptions {
  readonly maxPixels: number;
  /** Maximum width that is needed of the image, in pixels. */
  readonly width: number;
  readonly decodeHeic: DecodeHeic;
  readonly signal: AbortSignal;
}

/** An upright image, and the size of the upright original in pixels. */
export interface Upright {
  readonly image: Sharp;
  readonly original: Size;
}

/**
 * Opens an original as an upright image in sRGB or with an ICC profile. libvips ignores other colour information of AVIF,
 * HEIC and PNG, so this converts it to a profile.
 * @throws HeicError, or errors of sharp for images that cannot be decoded.
 */
export async function openUpright(original: Buffer, header: Header, options: OpenOptions): Promise<Upright> {
  if (header.format === 'heic') return openHeic(original, header, options);
  return { image: await open(original, header, options), original: header.upright };
}

async function open(original: Buffer, header: Header, { maxPixels, width }: OpenOptions): Promise<Sharp> {
  // 'error' accepts files with decoder warnings, such as stray bytes between segments, which real cameras write.
  const settings = { limitInputPixels: maxPixels, failOn: 'error' } as const;
  const icc = readProfile(original, header.format);
  if (icc) return withProfile(sharp(original, { ...settings, ignoreIcc: true }).autoOrient(), icc, width);
  const upright = sharp(lighten(original, header, width), settings).autoOrient();
  return header.hasProfile && header.sampleBytes > 1
    ? toSrgb(upright.resize({ width, withoutEnlargement: true }))
    : upright;
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

/** Creates the profile of an original whose colours libvips does not read. */
function readProfile(original: Buffer, format: string): Buffer | undefined {
  if (format === 'png') return readPngColour(original);
  const codes = format === 'avif' ? readAvifColour(original) : undefined;
  return codes && profileOfCodes(codes);
}

/** Resizes before converting colours, which is less work, and keeps all bits of the values. */
async function withProfile(upright: Sharp, icc: Uint8Array, width: number): Promise<Sharp> {
  const png = await upright
    .resize({ width, withoutEnlargement: true })
    .toColourspace('rgb16')
    .png({ compressionLevel: 0 })
    .toBuffer();
  return toSrgb(sharp(assignProfile(png, icc)));
}

/**
 * Converts a 16-bit image by its profile. sharp itself would leave it in Display P3 and label it sRGB:
 * `processingProfile` in https://github.com/lovell/sharp/blob/main/src/pipeline.cc
 */
async function toSrgb(image: Sharp): Promise<Sharp> {
  const { data, info } = await image.withIccProfile('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return sharp(data, { raw: { width, height, channels } });
}

/** Removes the parts of a JPEG that an image of this width does not need. */
function lighten(original: Buffer, { format, progressive, upright }: Header, width: number): Buffer {
  return format === 'jpeg' && progressive && isShrunkToEighth(upright, width)
    ? dropUnusedScans(original)
    : original;
}
