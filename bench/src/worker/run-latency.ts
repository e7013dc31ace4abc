import sharp from 'sharp';
import { type BenchPhoto, readSampleBytes } from './make-photos.ts';
import { openOriginals } from './open-originals.ts';
import { withWorker } from './with-worker.ts';

/** Photos until the code is compiled. */
const warmUp = 300;

/** Milliseconds from a stored original to its thumbnail, for photos that come one at a time, in ascending order. */
export async function runLatency({ bytes, settings, latencyCount }: BenchPhoto): Promise<number[]> {
  return withWorker(async (system, visits) => {
    const originals = openOriginals(system.local);
    const { signal } = new AbortController();
    const small = await sharp(await readSampleBytes())
      .resize(300)
      .jpeg()
      .toBuffer();
    await system.start(settings);
    const times: number[] = [];
    for (let number = 0; number < warmUp + latencyCount; number += 1) {
      const body = number < warmUp ? small : bytes;
      await originals.put(`latency/${number}.jpg`, body, { contentType: 'image/jpeg' }, signal);
      const stored = performance.now();
      await visits.reach(number + 1);
      if (number >= warmUp) times.push(performance.now() - stored);
    }
    return times.sort((a, b) => a - b);
  });
}
