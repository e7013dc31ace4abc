import sharp, { type Sharp } from 'sharp';
import { encodePrimary, encodeVariant, primaryWidth } from './encode.ts';
import { type RawImage, thumbhashOf } from './placeholder.ts';
import { readBlockMeans } from './read-block-means.ts';
import type { Image, Thumbnails } from './recipe.ts';
import type { Variant } from './variant.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Makes all thumbnails of an upright image. With variants, the original is decoded once, to a size that is large enough
 * for all of them.
 */
export async function makeThumbnails(
  upright: Sharp,
  original: Size,
  { variants, background }: { variants: readonly Variant[]; background: string },
): Promise<Omit<Thumbnails, 'takenAt'>> {
  if (variants.length === 0) {
    const primary = await encodePrimary(upright);
    return { kind: 'made', primary, variants: new Map(), original, thumbhash: await placeholderOf(primary) };
  }
  const width = baseWidth(original, variants);
  const base = await toRaw(upright.resize({ width, withoutEnlargement: true }));
  const start = () => sharp(base.data, { raw: base });
  const made = new Map<string, Image>();
  for (const variant of variants) made.set(variant.name, await encodeVariant(start(), variant, background));
  const height = Math.max(1, Math.round((original.height * primaryWidth) / original.width));
  const primary = await encodePrimary(start(), height);
  return { kind: 'made', primary, variants: made, original, thumbhash: await placeholderOf(primary) };
}

async function placeholderOf({ body }: Image): Promise<string> {
  return thumbhashOf(readBlockMeans(body) ?? (await toRaw(sharp(body))));
}

/** Decodes an image to plain pixels. */
async function toRaw(image: Sharp): Promise<RawImage> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Width to decode the original to, in pixels: enough for the primary and every variant. */
export function decodedWidth(original: Size, variants: readonly Variant[]): number {
  return variants.length === 0 ? primaryWidth : baseWidth(original, variants);
}

/** The width from which every thumbnail can be made without enlarging. */
export function baseWidth(original: Size, variants: readonly Variant[]): number {
  const scales = variants.map((variant) => scaleOf(original, variant));
  return Math.ceil(original.width * Math.min(1, Math.max(primaryWidth / original.width, ...scales)));
}

/** Scale of a variant relative to the original; above 1 if it would be larger. */
export function scaleOf(original: Size, { width, height, fit = 'inside' }: Variant): number {
  const across = width === undefined ? undefined : width / original.width;
  const down = height === undefined ? undefined : height / original.height;
  const scales = [across, down].filter((scale) => scale !== undefined);
  return fit === 'inside' || fit === 'contain' ? Math.min(...scales) : Math.max(...scales);
}
