import type { Image, Made, Recipe, Thumbnails, Work } from '../../src/thumbnails/recipe.ts';

/** A recipe that makes text of text, and fails with any that starts with `bad`. */
export const sampleRecipe: Recipe = {
  id: 'sample',
  variants: ['large'],
  headerBytes: 0,
  plan(original) {
    const text = original.toString();
    if (text.startsWith('bad')) return done({ kind: 'failed', reason: 'corrupt' });
    return done({ kind: 'plan', memoryBytes: 1, start: () => done<Made>(thumbnailsOf(text)) });
  },
};

/** Work that has ended already. */
export function done<T>(result: T | Promise<T>): Work<T> {
  return { result: Promise.resolve(result), settled: Promise.resolve() };
}

export function thumbnailsOf(original: string): Thumbnails {
  return {
    kind: 'made',
    primary: image(`primary of ${original}`),
    variants: new Map([['large', image(`large of ${original}`)]]),
    original: { width: 4, height: 3 },
  };
}

function image(text: string): Image {
  return { body: Buffer.from(text), contentType: 'image/jpeg', width: 4, height: 3 };
}
