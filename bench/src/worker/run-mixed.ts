import sharp from 'sharp';
import { encodeGridHeic } from '../../../services/worker/test/thumbnails/heic/grid-heic.ts';
import { readSampleBytes } from './make-photos.ts';
import { openOriginals } from './open-originals.ts';
import { peakRssMiBOf, rssMiBOf } from '../read-usage.ts';
import { withWorker } from './with-worker.ts';

/** Resident memory of the worker after many mixed photos, and its peak, in MiB. */
export interface MixedRun {
  readonly endMiB: number;
  readonly peakMiB: number;
}

/** Sends `count` mixed photos through a worker with a limit of 512 MiB. */
export async function runMixed(count: number): Promise<MixedRun> {
  return withWorker(async (system, visits) => {
    const photos = await makeMixed();
    const originals = openOriginals(system.local);
    const { signal } = new AbortController();
    for (let number = 0; number < count; number += 1) {
      const body = photos[number % photos.length] ?? Buffer.alloc(0);
      await originals.put(`mixed/${number}`, body, { contentType: 'image/jpeg' }, signal);
    }
    const { pid } = await system.start({ MEMORY_MIB: '512' });
    await visits.reach(count);
    return { endMiB: rssMiBOf(pid), peakMiB: peakRssMiBOf(pid) };
  });
}

/** Mostly photos as phones send them, and some heavier ones. */
async function makeMixed(): Promise<Buffer[]> {
  const sample = await readSampleBytes();
  const at = (width: number) => sharp(sample).resize(width);
  const small = await at(1200).jpeg({ quality: 85 }).toBuffer();
  const medium = await at(2400).jpeg({ quality: 85 }).toBuffer();
  const heavy = await Promise.all([
    at(4200).jpeg({ quality: 85 }).toBuffer(),
    at(4200).jpeg({ quality: 85, progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    at(1600).png({ compressionLevel: 1 }).toBuffer(),
    at(2000).webp({ quality: 80, effort: 0 }).toBuffer(),
    at(1600).avif({ effort: 0 }).toBuffer(),
    at(800).gif({ effort: 1 }).toBuffer(),
    encodeGridHeic(4032, 3024),
  ]);
  return heavy.flatMap((photo) => [small, small, medium, photo]);
}
