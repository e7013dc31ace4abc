/** The default seed, fixed so that a failure in CI repeats. */
const usualSeed = 20261122;

/**
 * The seed of random explorations: `EXPLORE_SEED`, as the nightly run sets and prints it, or a fixed one.
 * @throws RangeError when `EXPLORE_SEED` is not a 32-bit integer.
 */
export function explorationSeed(env: Readonly<Record<string, string | undefined>>): number {
  const seed = Number(env.EXPLORE_SEED ?? usualSeed);
  if (!Number.isInteger(seed) || seed !== (seed | 0))
    throw new RangeError('EXPLORE_SEED: not a 32-bit integer');
  return seed;
}
