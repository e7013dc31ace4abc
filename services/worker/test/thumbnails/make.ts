import { createRecipe, type RecipeOptions } from '../../src/thumbnails/create-recipe.ts';
import { createDecoderThreads } from '../../src/thumbnails/decoder-threads.ts';
import { createHeicDecoder } from '../../src/thumbnails/heic/decode-heic.ts';
import type { Failed, Made, Plan, Thumbnails } from '../../src/thumbnails/recipe.ts';

const { signal } = new AbortController();

/** The recipe of the default settings. */
export const defaults: RecipeOptions = {
  formats: ['jpeg', 'png', 'webp', 'gif', 'avif', 'heic'],
  maxPixels: 100_000_000,
  maxFrames: 1000,
  variants: [],
  background: '#ffffff',
  decodeMs: 30_000,
  stuckMs: 30_000,
  threads: createDecoderThreads(4),
  decodeHeic: createHeicDecoder(),
  onStuck: () => {
    throw new Error('stuck');
  },
};

/** Plans the work for a file, with the default settings or others. */
export function planFile(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Plan | Failed> {
  return createRecipe({ ...defaults, ...options }).plan(file, signal).result;
}

/** Makes thumbnails of a file, with the default settings or others. */
export async function make(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Made> {
  const plan = await planFile(file, options);
  return plan.kind === 'failed' ? plan : plan.start(signal).result;
}

/** Makes thumbnails of a valid file. */
export async function makeGood(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Thumbnails> {
  const made = await make(file, options);
  if (made.kind === 'failed') throw new Error(`refused as ${made.reason}`);
  return made;
}
