import sharp from 'sharp';
import { type BenchPhoto, readSampleBytes } from './make-photos.ts';
import { openOriginals } from './open-originals.ts';
import { withSystem } from './with-system.ts';

/** Photos until the code is compiled, and photos that are measured. */
const warmUp = 300;
const count = 100;

/** Milliseconds from a stored original to its thumbnail, for photos that come one at a time, in ascending order. */
export async function runLatency({ bytes, settings }: BenchPhoto): Promise<number[]> {
  return withSystem(async (system, visits) => {
    const originals = openOriginals(system.local);
    const { signal } = new AbortController();
    const small = await sharp(await readSampleBytes())
      .resize(300)
      .jpeg()
      .toBuffer();
    await system.startService('worker', settings);
    const times: number[] = [];
    for (let number = 0; number < warmUp + count; number += 1) {
      const body = number < warmUp ? small : bytes;
      await originals.put(`latency/${number}.jpg`, body, { contentType: 'image/jpeg' }, signal);
      const stored = performance.now();
      await visits.reach(number + 1);
      if (number >= warmUp) times.push(performance.now() - stored);
    }
    return times.sort((a, b) => a - b);
  });
}
