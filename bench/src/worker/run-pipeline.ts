import type { RunningSystem } from '@proofsheet/system';
import pMap from 'p-map';
import sharp from 'sharp';
import { type BenchPhoto, readSampleBytes } from './make-photos.ts';
import { openOriginals } from './open-originals.ts';
import { coreTime, cpuMsOf, rssMiBOf } from '../read-usage.ts';
import { withWorker } from './with-worker.ts';

/** The cost of one run of the worker. */
export interface PipelineRun {
  /** CPU time of the worker alone, in milliseconds a photo. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Share of core time that was idle while messages waited. */
  readonly idle: number;
  readonly rssMiB: number;
  /** From process start to the first handled message, in milliseconds. */
  readonly startMs: number;
}

/** Photos until V8 has finished optimising the code. */
const photosUntilCompiled = 1500;

/** Originals put at a time: few, so that their events come nearly in order. */
const concurrency = 4;

/**
 * Runs the real worker over a queue full of photos. Many small photos come first, until its code is as optimised as after
 * a minute of work, then half as many as are measured. `folder` is another checkout whose worker is run instead.
 */
export async function runPipeline(
  { bytes, count, settings }: BenchPhoto,
  folder?: string,
): Promise<PipelineRun> {
  return withWorker(async (system, visits) => {
    const small = await sharp(await readSampleBytes())
      .resize(300)
      .jpeg()
      .toBuffer();
    const half = Math.ceil(count / 2);
    await fill(system, [
      bytes,
      ...Array<Buffer>(photosUntilCompiled).fill(small),
      // A few more than are counted, so that the last counted ones still run beside others.
      ...Array<Buffer>(half + count + 8).fill(bytes),
    ]);
    const warmUp = 1 + photosUntilCompiled + half;
    const begin = performance.now();
    const { pid } = await system.start(settings, folder);
    await visits.reach(1);
    const startMs = performance.now() - begin;
    await visits.reach(warmUp);
    const before = { cpu: cpuMsOf(pid), cores: coreTime(), wall: performance.now() };
    await visits.reach(warmUp + count);
    const cores = coreTime();
    return {
      cpuMs: (cpuMsOf(pid) - before.cpu) / count,
      wallMs: (performance.now() - before.wall) / count,
      idle: (cores.idleMs - before.cores.idleMs) / (cores.allMs - before.cores.allMs),
      rssMiB: rssMiBOf(pid),
      startMs,
    };
  });
}

async function fill({ local }: RunningSystem, photos: readonly Buffer[]): Promise<void> {
  const originals = openOriginals(local);
  const { signal } = new AbortController();
  const put = (bytes: Buffer, number: number) =>
    originals.put(`bench/${number}.jpg`, bytes, { contentType: 'image/jpeg' }, signal);
  await pMap(photos, put, { concurrency });
}
