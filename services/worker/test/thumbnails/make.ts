import { createRecipe, type RecipeOptions } from '../../src/thumbnails/create-recipe.ts';
import type { Made, Thumbnails } from '../../src/thumbnails/recipe.ts';

/** The recipe of the default settings. */
export const defaults: RecipeOptions = {
  formats: ['jpeg', 'png', 'webp', 'gif', 'avif'],
  maxPixels: 100_000_000,
  maxFrames: 1000,
  variants: [],
  background: '#ffffff',
  decodeMs: 30_000,
  stuckMs: 30_000,
  onStuck: () => {
    throw new Error('stuck');
  },
};

/** What becomes of a file by the default settings, or by some others. */
export async function make(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Made> {
  const plan = await createRecipe({ ...defaults, ...options }).plan(file);
  return plan.kind === 'failed' ? plan : plan.start().made;
}

/** The same for a file that is known to be good. */
export async function makeGood(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Thumbnails> {
  const made = await make(file, options);
  if (made.kind === 'failed') throw new Error(`refused as ${made.reason}`);
  return made;
}
