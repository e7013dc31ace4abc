import type { Image, Made, Recipe, Thumbnails, Work } from '../../src/thumbnails/recipe.ts';

interface SampleOptions {
  readonly id: string;
  readonly variants: readonly string[];
  readonly limitsId: string;
  /** Originals that start with one of these fail. */
  readonly refused: readonly string[];
}

/** Makes text of text. */
export const sampleRecipe = createSampleRecipe({
  id: 'sample',
  variants: ['large'],
  limitsId: 'narrow',
  refused: ['bad', 'big'],
});

/** What comes after it: other variants, and wider limits. */
export const nextRecipe = createSampleRecipe({
  id: 'next',
  variants: ['screen'],
  limitsId: 'wide',
  refused: ['bad'],
});

function createSampleRecipe({ id, variants, limitsId, refused }: SampleOptions): Recipe {
  return {
    id,
    variants,
    limitsId,
    headerBytes: 0,
    plan(original) {
      const text = original.toString();
      if (refused.some((start) => text.startsWith(start))) return done({ kind: 'failed', reason: 'corrupt' });
      return done({ kind: 'plan', memoryBytes: 1, start: () => done<Made>(thumbnailsOf(text, variants)) });
    },
  };
}

/** Work that has ended already. */
export function done<T>(result: T | Promise<T>): Work<T> {
  return { result: Promise.resolve(result), settled: Promise.resolve() };
}

export function thumbnailsOf(
  original: string,
  variants: readonly string[] = sampleRecipe.variants,
): Thumbnails {
  return {
    kind: 'made',
    primary: image(`primary of ${original}`),
    variants: new Map(variants.map((name) => [name, image(`${name} of ${original}`)])),
    original: { width: 4, height: 3 },
    thumbhash: 'hash',
    takenAt: undefined,
  };
}

function image(text: string): Image {
  return { body: Buffer.from(text), contentType: 'image/jpeg', width: 4, height: 3 };
}
