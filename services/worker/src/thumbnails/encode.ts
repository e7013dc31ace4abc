import type { Sharp } from 'sharp';
import type { Image } from './recipe.ts';
import type { Variant } from './variant.ts';

/** Width of the primary in pixels, whatever the width of the original. */
export const primaryWidth = 200;

/** Encodes the primary thumbnail, `height` pixels high; without a height in proportion to the image. */
export async function encodePrimary(upright: Sharp, height?: number): Promise<Image> {
  const sized =
    height === undefined
      ? upright.resize(primaryWidth)
      : upright.resize(primaryWidth, height, { fit: 'fill' });
  return toImage(sized.toColourspace('srgb').jpeg({ mozjpeg: true }), 'image/jpeg');
}

/** Encodes a variant. The photo is never enlarged; `contain` fills the rest with the background. */
export async function encodeVariant(upright: Sharp, variant: Variant, background: string): Promise<Image> {
  const { width, height, fit = 'inside' } = variant;
  const sized = upright.resize({
    ...(width && { width }),
    ...(height && { height }),
    fit,
    background,
    withoutEnlargement: true,
  });
  return toImage(toFormat(sized, variant), `image/${variant.format}`);
}

function toFormat(image: Sharp, { format, quality }: Variant): Sharp {
  const options = quality === undefined ? {} : { quality };
  switch (format) {
    // Progressive scans and Huffman tables of its own take three to five times as long for a tenth of the bytes.
    case 'jpeg':
      return image.jpeg({ ...options, optimiseCoding: false });
    case 'webp':
      return image.webp(options);
    // A higher effort takes six times as long for a few per cent of bytes.
    case 'avif':
      return image.avif({ ...options, effort: 0 });
    case 'png':
      return image.png();
  }
}

async function toImage(image: Sharp, contentType: string): Promise<Image> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { body: data, contentType, width: info.width, height: info.height };
}
