/** A copy of the file with bits flipped, bytes cut or blocks swapped: the same for the same number. */
export function damage(file: Buffer, seed: number): Buffer {
  const random = createRandom(seed);
  // Headers decide more than pixels do, and would seldom be hit otherwise.
  const at = () => random(random(2) ? file.length : Math.min(file.length, 600));
  const damaged = Buffer.from(file);
  switch (random(4)) {
    case 0:
      for (let i = random(20); i >= 0; i -= 1) flipBit(damaged, at(), random(8));
      return damaged;
    case 1:
      for (let i = random(4); i >= 0; i -= 1) damaged[at()] = random(2) ? 255 : 0;
      return damaged;
    case 2: {
      const cut = at();
      return Buffer.concat([damaged.subarray(0, cut), damaged.subarray(cut + random(1 + random(2000)))]);
    }
    default:
      swapBlocks(damaged, at(), at(), random(512));
      return damaged;
  }
}

function flipBit(bytes: Buffer, at: number, bit: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}

function swapBlocks(bytes: Buffer, a: number, b: number, length: number): void {
  const first = Buffer.from(bytes.subarray(a, a + length));
  bytes.copy(bytes, a, b, b + length);
  first.copy(bytes, b);
}

/** Whole numbers from 0 to below the argument: https://en.wikipedia.org/wiki/Linear_congruential_generator, of 48 bits. */
function createRandom(seed: number): (below: number) => number {
  let state = (BigInt(seed) * 0x9e3779b97f4an + 0x330en) & 0xffffffffffffn;
  return (below) => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffffffffffffn;
    return Number((state >> 16n) % BigInt(below));
  };
}
