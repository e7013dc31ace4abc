import type { ProgressiveOptions, ScanOptions } from './encode-progressive.ts';

type Components = ProgressiveOptions['components'];

/** As (across, down) of each component. Those that libjpeg can enlarge: all factors divide the largest. */
const samplings: readonly (readonly [number, number])[][] = [
  [[1, 1]],
  [[2, 2]],
  [
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 2],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [1, 2],
    [1, 1],
    [1, 1],
  ],
  [
    [4, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [4, 2],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 4],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 4],
    [1, 2],
    [1, 2],
  ],
  [
    [3, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [3, 3],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 2],
    [2, 1],
    [1, 2],
  ],
  [
    [2, 2],
    [1, 2],
    [1, 1],
  ],
  [
    [1, 1],
    [2, 2],
    [1, 1],
  ],
  [
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 2],
    [1, 1],
    [1, 1],
    [2, 2],
  ],
];

/** A small image for `encodeProgressive`, the same for the same number. */
export function randomOptions(seed: number): ProgressiveOptions {
  const random = createRandom(seed);
  const components = (samplings[random(samplings.length)] ?? []).map(([across, down]) => ({ across, down }));
  return {
    width: 73 + random(80),
    height: 9 + random(40),
    components,
    scans: randomScans(components, random),
    restartInterval: random(3) === 0 ? 1 + random(20) : 0,
    random,
  };
}

/** DC first, then for each component bands of AC with their refinements in any order that is allowed. */
function randomScans(components: Components, random: (below: number) => number): ScanOptions[] {
  const all = components.map((_, index) => index);
  const blocks = components.reduce((sum, { across, down }) => sum + across * down, 0);
  // More than ten blocks cannot be interleaved: B.2.3.
  const groups = blocks <= 10 && random(3) > 0 ? [all] : all.map((index) => [index]);
  const dcLow = random(3);
  const first = groups.map((group) => scan(group, 0, 0, 0, dcLow));
  const chains = groups.map((group) => refinements(group, 0, 0, dcLow));
  for (const index of all) {
    const middle = 1 + random(62);
    const low = random(3);
    // Seldom a coefficient is left out, or its lowest bit never comes.
    const missing = random(12) === 0;
    for (const [from, to] of random(2)
      ? [[1, 63]]
      : [
          [1, middle],
          [middle + 1, 63],
        ]) {
      const chain = [
        scan([index], from ?? 1, to ?? 63, 0, low),
        ...refinements([index], from ?? 1, to ?? 63, low),
      ];
      chains.push(missing ? chain.slice(0, -1) : chain);
    }
  }
  return [...first, ...shuffle(chains, random)];
}

function refinements(components: readonly number[], first: number, last: number, low: number): ScanOptions[] {
  return Array.from({ length: low }, (_, i) => scan(components, first, last, low - i, low - i - 1));
}

function scan(
  components: readonly number[],
  first: number,
  last: number,
  high: number,
  low: number,
): ScanOptions {
  return { components, first, last, high, low };
}

/** Takes from any of the chains in turn, each in its order. */
function shuffle(chains: readonly ScanOptions[][], random: (below: number) => number): ScanOptions[] {
  const left = chains.map((chain) => [...chain]).filter((chain) => chain.length > 0);
  const all: ScanOptions[] = [];
  while (left.length > 0) {
    const at = random(left.length);
    const chain = left[at] ?? [];
    all.push(...chain.splice(0, 1));
    if (chain.length === 0) left.splice(at, 1);
  }
  return all;
}

/** Whole numbers from 0 to below the argument: https://en.wikipedia.org/wiki/Xorshift, of 32 bits. */
function createRandom(seed: number): (below: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b9) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
