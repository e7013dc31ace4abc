import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { median, spread } from '../median.ts';
import { type BenchPhoto, makePhotos, readPhotos } from './make-photos.ts';
import { runMixed } from './run-mixed.ts';
import { type PipelineRun, runPipeline } from './run-pipeline.ts';
import { runQueue } from './run-queue.ts';

const run = promisify(execFile);
const rawScript = fileURLToPath(new URL('run-raw.ts', import.meta.url));

const mixedCount = 2000;

interface Raw {
  readonly cpuMs: number;
  readonly wallMs: number;
}

interface Round {
  /** The mean of the raw runs before and after, since the machine's speed changes. */
  readonly raw: Raw;
  readonly pipeline: PipelineRun;
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
  const photos = values.folder ? await readPhotos(values.folder) : await makePhotos(values.only);
  const all = new Map<string, Round[]>();
  for (const photo of photos) {
    const rounds: Round[] = [];
    let before = await runRaw(photo);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const pipeline = await runPipeline(photo);
      const after = await runRaw(photo);
      rounds.push({ raw: meanOf(before, after), pipeline });
      before = after;
    }
    all.set(photo.name, rounds);
    if (!values.json) process.stdout.write(`${describe(photo, rounds)}\n`);
  }
  const queue: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) queue.push(await runQueue());
  const mixed = await runMixed(mixedCount);
  if (values.json) {
    const rest = { queueCpuMs: median(queue), rssMiB: mixed.endMiB, peakRssMiB: mixed.peakMiB };
    process.stdout.write(`${JSON.stringify({ ...summarize(all), ...rest })}\n`);
    return;
  }
  process.stdout.write(`queue alone, CPU ms a message  ${spread(queue, 3)}\n`);
  process.stdout.write(
    `${mixedCount} mixed photos, MiB  ${mixed.endMiB.toFixed(0)} at the end, ${mixed.peakMiB.toFixed(0)} at most\n`,
  );
}

async function runRaw({ bytes, count }: BenchPhoto): Promise<Raw> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-raw-'));
  const file = path.join(folder, 'photo');
  await writeFile(file, bytes);
  // As many threads as decode in the worker, which leaves one of its five for other work.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '4', MALLOC_ARENA_MAX: '2' };
  const { stdout } = await run(process.execPath, [rawScript, file, String(count)], { env });
  await rm(folder, { recursive: true });
  return JSON.parse(stdout);
}

function meanOf(a: Raw, b: Raw): Raw {
  return { cpuMs: (a.cpuMs + b.cpuMs) / 2, wallMs: (a.wallMs + b.wallMs) / 2 };
}

function describe({ name, bytes }: BenchPhoto, rounds: readonly Round[]): string {
  const of = (value: (round: Round) => number, digits?: number) => spread(rounds.map(value), digits);
  return [
    `${name} MP, ${(bytes.length / 1e6).toFixed(1)} MB`,
    `  CPU, worker ÷ raw    ${of(({ raw, pipeline }) => pipeline.cpuMs / raw.cpuMs, 3)}`,
    `  wall, worker ÷ raw   ${of(({ raw, pipeline }) => pipeline.wallMs / raw.wallMs)}`,
    `  CPU ms a photo       raw ${of(({ raw }) => raw.cpuMs)}, worker ${of(({ pipeline }) => pipeline.cpuMs)}`,
    `  photos a second      ${of(({ pipeline }) => 1000 / pipeline.wallMs, 1)}`,
    `  idle cores           ${of(({ pipeline }) => pipeline.idle * 100, 1)} %`,
    `  memory, MiB          ${of(({ pipeline }) => pipeline.rssMiB, 0)}`,
    `  start, ms            ${of(({ pipeline }) => pipeline.startMs, 0)}`,
  ].join('\n');
}

function summarize(all: ReadonlyMap<string, readonly Round[]>) {
  const every = [...all.values()].flat();
  const ratio = (rounds: readonly Round[]) =>
    median(rounds.map(({ raw, pipeline }) => pipeline.cpuMs / raw.cpuMs));
  return {
    cpuRatio: Object.fromEntries([...all].map(([name, rounds]) => [name, ratio(rounds)])),
    idleCpu: median(every.map(({ pipeline }) => pipeline.idle)),
    startMs: median(every.map(({ pipeline }) => pipeline.startMs)),
  };
}
