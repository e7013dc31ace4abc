import type { RunningSystem } from '@proofsheet/demo';
import type { BenchPhoto } from './make-photos.ts';
import { openOriginals } from './open-originals.ts';
import { coreTime, cpuMsOf, rssMiBOf } from './read-usage.ts';
import { withSystem } from './with-system.ts';

/** What one run of the worker cost. */
export interface PipelineRun {
  /** Of the worker alone, in milliseconds a photo. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Share of the time in which cores were idle while messages waited. */
  readonly idle: number;
  readonly rssMiB: number;
  /** From the process's start to the first message handled, in milliseconds. */
  readonly startMs: number;
}

/** Runs the real worker over a queue full of photos. Half as many as are measured come before, to warm it up. */
export async function runPipeline({ bytes, count }: BenchPhoto): Promise<PipelineRun> {
  return withSystem(async (system, visits) => {
    const warmUp = Math.ceil(count / 2);
    // A few more than are counted, so that the last ones counted still have others beside them.
    await fill(system, bytes, warmUp + count + 8);
    const begin = performance.now();
    const { pid } = await system.startService('worker');
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

async function fill({ local }: RunningSystem, bytes: Buffer, count: number): Promise<void> {
  const originals = openOriginals(local);
  const { signal } = new AbortController();
  for (let number = 0; number < count; number += 1) {
    await originals.put(`bench/${number}.jpg`, bytes, { contentType: 'image/jpeg' }, signal);
  }
}
