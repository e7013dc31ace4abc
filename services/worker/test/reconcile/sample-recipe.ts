import type { Image, Recipe } from '../../src/thumbnails/recipe.ts';

/** A recipe that makes text of text, and fails with any that starts with `bad`. */
export const sampleRecipe: Recipe = {
  id: 'sample',
  variants: ['large'],
  async make(original) {
    if (original.toString().startsWith('bad')) return { kind: 'failed', reason: 'corrupt' };
    return {
      kind: 'made',
      primary: image(`primary of ${original}`),
      variants: new Map([['large', image(`large of ${original}`)]]),
      original: { width: 4, height: 3 },
    };
  },
};

function image(text: string): Image {
  return { body: Buffer.from(text), contentType: 'image/jpeg', width: 4, height: 3 };
}
