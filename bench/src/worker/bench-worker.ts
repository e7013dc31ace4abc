import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { type BenchPhoto, makePhotos, readPhotos } from './make-photos.ts';
import { measureRaw, measureRival, type Raw, type Rival, rivalNames } from './measure-raw.ts';
import { runLatency } from './run-latency.ts';
import { runMixed } from './run-mixed.ts';
import { type PipelineRun, runPipeline } from './run-pipeline.ts';
import { runQueue } from './run-queue.ts';

const mixedCount = 2000;
/** The class of photos whose latency is measured. */
const latencyClass = '12';

interface Round {
  /** The mean of the raw runs before and after, since the machine's speed changes. */
  readonly raw: Raw | undefined;
  readonly pipeline: PipelineRun;
}

interface Measured {
  readonly photo: BenchPhoto;
  readonly rounds: readonly Round[];
  readonly rivals: Readonly<Partial<Record<Rival, number | undefined>>>;
}

/** Compares the worker with raw sharp in alternating runs: raw, worker, raw, worker … raw. */
export async function benchWorker(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [] },
      folder: { type: 'string' },
    },
  });
  const print = (line: string) => values.json || process.stdout.write(`${line}\n`);
  const photos = values.folder ? await readPhotos(values.folder) : await makePhotos(values.only);
  const all: Measured[] = [];
  print(headOfTable);
  for (const photo of photos) {
    const measured = await measure(photo, Number(values.rounds));
    all.push(measured);
    print(rowOf(measured));
  }
  const latency = await measureLatency(photos.find(({ name }) => name === latencyClass));
  const queue: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) queue.push(await runQueue());
  const mixed = await runMixed(mixedCount);
  if (values.json) {
    const rest = { queueCpuMs: median(queue), rssMiB: mixed.endMiB, peakRssMiB: mixed.peakMiB, ...latency };
    process.stdout.write(`${JSON.stringify({ ...summarize(all), ...rest })}\n`);
    return;
  }
  if (latency)
    print(
      `\nstored to thumbnail ÷ raw sharp, 12 MP: p50 ${latency.latencyP50.toFixed(2)}, p99 ${latency.latencyP99.toFixed(2)}`,
    );
  print(`queue alone, CPU ms a message: ${spread(queue, 3)}`);
  print(
    `${mixedCount} mixed photos, MiB: ${mixed.endMiB.toFixed(0)} at the end, ${mixed.peakMiB.toFixed(0)} at most`,
  );
}

async function measure(photo: BenchPhoto, count: number): Promise<Measured> {
  const rounds: Round[] = [];
  let before = await measureRaw(photo);
  for (let round = 0; round < count; round += 1) {
    const pipeline = await runPipeline(photo);
    const after = await measureRaw(photo);
    rounds.push({ raw: before && after && meanOf(before, after), pipeline });
    before = after;
  }
  const rivals: Partial<Record<Rival, number | undefined>> = {};
  for (const name of rivalNames) rivals[name] = await measureRival(name, photo);
  return { photo, rounds, rivals };
}

function meanOf(a: Raw, b: Raw): Raw {
  return { cpuMs: (a.cpuMs + b.cpuMs) / 2, wallMs: (a.wallMs + b.wallMs) / 2 };
}

/** The latency of one photo at a time, as shares of what raw sharp takes for one photo at a time. */
async function measureLatency(photo: BenchPhoto | undefined) {
  const raw = photo && (await measureRaw({ ...photo, count: 40 }, 1));
  if (!raw) return undefined;
  const times = await runLatency(photo);
  const at = (share: number) => (times[Math.ceil(share * times.length) - 1] ?? Number.NaN) / raw.wallMs;
  return { latencyP50: at(0.5), latencyP99: at(0.99) };
}

const columns = [
  'photo, MP',
  'MB',
  'CPU, worker ÷ raw sharp',
  'raw sharp, ms',
  'worker, ms',
  ...rivalNames.map((name) => `${name}, ms`),
  'photos a second',
  'memory, MiB',
];
const headOfTable = `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`;

/** A row of a Markdown table; a dash where something can't be measured. */
function rowOf({ photo, rounds, rivals }: Measured): string {
  const of = (value: (round: Round) => number | undefined, digits = 1) => {
    const all = rounds.map(value).filter((number) => number !== undefined);
    return all.length === 0 ? '–' : spread(all, digits);
  };
  const cells = [
    photo.name,
    (photo.bytes.length / 1e6).toFixed(1),
    of(ratioOf, 2),
    of(({ raw }) => raw?.cpuMs),
    of(({ pipeline }) => pipeline.cpuMs),
    ...rivalNames.map((name) => rivals[name]?.toFixed(0) ?? '–'),
    of(({ pipeline }) => 1000 / pipeline.wallMs),
    of(({ pipeline }) => pipeline.rssMiB, 0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function ratioOf({ raw, pipeline }: Round): number | undefined {
  return raw && pipeline.cpuMs / raw.cpuMs;
}

function summarize(all: readonly Measured[]) {
  const every = all.flatMap(({ rounds }) => rounds);
  const ratios = all.map(({ photo, rounds }) => [
    photo.name,
    median(rounds.map(ratioOf).filter((ratio) => ratio !== undefined)),
  ]);
  return {
    cpuRatio: Object.fromEntries(ratios),
    cpuMs: Object.fromEntries(
      all.map(({ photo, rounds }) => [photo.name, median(rounds.map(({ pipeline }) => pipeline.cpuMs))]),
    ),
    idleCpu: median(every.map(({ pipeline }) => pipeline.idle)),
    startMs: median(every.map(({ pipeline }) => pipeline.startMs)),
  };
}
