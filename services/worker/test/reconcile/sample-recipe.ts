import type { Image, Recipe, Thumbnails } from '../../src/thumbnails/recipe.ts';

/** A recipe that makes text of text, and fails with any that starts with `bad`. */
export const sampleRecipe: Recipe = {
  id: 'sample',
  variants: ['large'],
  async plan(original) {
    if (original.toString().startsWith('bad')) return { kind: 'failed', reason: 'corrupt' };
    const made = Promise.resolve(thumbnailsOf(original.toString()));
    return { kind: 'plan', memoryBytes: 1, start: () => ({ made, settled: Promise.resolve() }) };
  },
};

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
