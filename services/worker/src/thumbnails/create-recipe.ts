import sharp from 'sharp';
import { failureOf } from './failure-of.ts';
import { type Made, type Recipe, recipeId } from './recipe.ts';

/** Pixels. */
const thumbnailWidth = 200;
/** Of what shows through where the original is transparent: JPEG has no alpha. */
const background = '#ffffff';

/**
 * The recipe of the one thumbnail that every photo gets: upright, exactly 200 pixels wide, sRGB, JPEG by mozjpeg,
 * with none of the original's metadata.
 */
export function createRecipe({ maxPixels }: { maxPixels: number }): Recipe {
  return {
    id: recipeId({ revision: 1, thumbnailWidth, background }),
    variants: [],
    async make(original) {
      try {
        return original.length === 0
          ? { kind: 'failed', reason: 'empty' }
          : await makeThumbnail(original, maxPixels);
      } catch (error) {
        return { kind: 'failed', reason: failureOf(error) };
      }
    },
  };
}

async function makeThumbnail(original: Buffer, maxPixels: number): Promise<Made> {
  // 'error' lets pass what a decoder only warns of, such as stray bytes between segments, which real cameras write.
  const image = sharp(original, { limitInputPixels: maxPixels, failOn: 'error' });
  const { autoOrient, hasAlpha } = await image.metadata();
  if (hasAlpha) image.flatten({ background });
  const { data, info } = await image
    .autoOrient()
    .resize(thumbnailWidth)
    .jpeg({ mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  return {
    kind: 'made',
    primary: { body: data, contentType: 'image/jpeg', width: info.width, height: info.height },
    variants: new Map(),
    original: autoOrient,
  };
}
