import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { makePhotos, readPhotos } from './make-photos.ts';
import { type Measured, measureClass, type Round } from './measure-class.ts';
import { runMixed } from './run-mixed.ts';
import { runQueue } from './run-queue.ts';
import { headOfTable, ratioOf, ratioToOther, rowOf } from './worker-table.ts';

/** What `--quick` measures, in one round. */
const quickClasses = ['1', '12', '12 HEIC', '12 with screen', 'queue', 'mixed'];
const mixedCount = 2000;
const quickMixedCount = 300;

/**
 * Compares the worker with raw sharp in alternating runs: raw, worker, raw, worker … raw. With `--against FOLDER` the
 * worker of another checkout runs beside it: raw, worker, other, raw, other, worker … raw.
 */
export async function benchWorker(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      folder: { type: 'string' },
      against: { type: 'string' },
    },
  });
  const { json, quick, against } = values;
  const only = quick && values.only.length === 0 ? quickClasses : values.only;
  const rounds = Number(values.rounds ?? (quick ? 1 : 3));
  const includes = (part: string) => only.length === 0 || only.includes(part);
  const print = (line: string) => json || process.stdout.write(`${line}\n`);
  const photos = values.folder ? await readPhotos(values.folder) : await makePhotos(only);
  const all: Measured[] = [];
  if (photos.length > 0) print(headOfTable(against));
  for (const photo of photos) {
    const measured = await measureClass(photo, rounds, against);
    all.push(measured);
    print(rowOf(measured, against));
  }
  const queue: number[] = [];
  if (includes('queue')) for (let round = 0; round < rounds; round += 1) queue.push(await runQueue());
  const count = quick ? quickMixedCount : mixedCount;
  const mixed = includes('mixed') ? await runMixed(count) : undefined;
  if (json) {
    const rest = { queueCpuMs: median(queue), rssMiB: mixed?.endMiB, peakRssMiB: mixed?.peakMiB };
    process.stdout.write(`${JSON.stringify({ ...summarize(all), ...rest })}\n`);
    return;
  }
  if (queue.length > 0) print(`\nqueue alone, CPU ms a message: ${spread(queue, 3)}`);
  if (mixed) {
    const [end, most] = [mixed.endMiB.toFixed(0), mixed.peakMiB.toFixed(0)];
    print(`\n${count} mixed photos, HEIC among them, MiB: ${end} at the end, ${most} at most`);
  }
}

function summarize(all: readonly Measured[]) {
  const every = all.flatMap(({ rounds }) => rounds);
  const byClass = <T>(value: (measured: Measured) => T) =>
    Object.fromEntries(all.map((measured) => [measured.photo.name, value(measured)]));
  const medianOf = (value: (round: Round) => number | undefined) =>
    byClass(({ rounds }) => median(rounds.map(value).filter((each) => each !== undefined)));
  const latency = byClass((measured) => measured.latency);
  return {
    cpuRatio: medianOf(ratioOf),
    cpuRatioToOther: medianOf(ratioToOther),
    cpuMs: medianOf(({ pipeline }) => pipeline.cpuMs),
    idleCpu: median(every.map(({ pipeline }) => pipeline.idle)),
    startMs: median(every.map(({ pipeline }) => pipeline.startMs)),
    latency,
    latencyP50: latency['12']?.p50,
    latencyP99: latency['12']?.p99,
  };
}
