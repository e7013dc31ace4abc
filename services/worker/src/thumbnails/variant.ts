import { maxVariants } from '@proofsheet/photos';

/** Formats of variants. */
export const variantFormats = ['jpeg', 'webp', 'avif', 'png'] as const;
export const variantFits = ['inside', 'cover', 'contain', 'fill', 'outside'] as const;

/** A further size or format of every photo. */
export interface Variant {
  /** Part of the object key: 1 to 32 characters of a-z 0-9 - */
  readonly name: string;
  /** Pixels. At least one of the two is set. */
  readonly width?: number;
  readonly height?: number;
  /** How the image fills width and height; `inside` by default. */
  readonly fit?: (typeof variantFits)[number];
  readonly format: (typeof variantFormats)[number];
  /** 1 to 100; the encoder's default if missing. */
  readonly quality?: number;
}

/** Maximum side in pixels: JPEG, WebP and AVIF encoders accept no more, or take too long. */
const maxSide = 8192;

/**
 * Parses the list of variants from JSON.
 * @throws Error that says which part is wrong.
 */
export function parseVariants(text: string): Variant[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('must be a JSON list of sizes');
  if (list.length > maxVariants) throw new Error(`must not have more than ${maxVariants} sizes`);
  list.forEach(checkVariant);
  const variants = list as Variant[];
  if (new Set(variants.map(({ name }) => name)).size < variants.length)
    throw new Error('two sizes have the same name');
  return variants;
}

function checkVariant(variant: Readonly<Record<string, unknown>>, index: number): void {
  const { name, width, height, fit = 'inside', format, quality = 80, ...unknown } = variant ?? {};
  const refuse = (what: string) => {
    throw new Error(`size ${index + 1}: ${what}`);
  };
  if (Object.keys(unknown).length > 0) refuse(`does not know ${Object.keys(unknown).join(', ')}`);
  if (typeof name !== 'string' || !/^[a-z0-9-]{1,32}$/.test(name))
    refuse('needs a name of 1 to 32 of a-z 0-9 -');
  if (width === undefined && height === undefined) refuse('needs a width or a height');
  for (const side of [width, height]) {
    if (side !== undefined && !isWithin(side, maxSide))
      refuse(`has a width or height that is not 1 to ${maxSide}`);
  }
  if (!variantFormats.some((known) => known === format))
    refuse(`needs a format: ${variantFormats.join(', ')}`);
  if (!variantFits.some((known) => known === fit))
    refuse(`has a fit that is none of ${variantFits.join(', ')}`);
  if (!isWithin(quality, 100)) refuse('has a quality that is not 1 to 100');
}

function isWithin(value: unknown, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;
}
