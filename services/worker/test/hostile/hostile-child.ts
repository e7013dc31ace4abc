// Makes thumbnails of the files in the folder at the first argument as the worker does, one after the other, with good
// photos beside them, and prints as JSON how they ended and what they cost. A process of its own for each folder: peak
// and stuck threads are those of these files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import sharp from 'sharp';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createMakeOfOriginal } from '../../src/reconcile/make-of-original.ts';
import { createRecipe } from '../../src/thumbnails/create-recipe.ts';
import { createDecoderThreads } from '../../src/thumbnails/decoder-threads.ts';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { defaults } from '../thumbnails/make.ts';

export interface HostileResult {
  readonly outcomes: readonly string[];
  /** Bytes by which the process grew at its peak, and bytes that it was granted beside the file. */
  readonly growth: number;
  readonly granted: number;
  /** Milliseconds of CPU in which the event loop did nothing else, at most. */
  readonly blockedMs: number;
  /** Milliseconds until a good photo was made: without the hostile file, and beside it at most. */
  readonly aloneMs: number;
  readonly besideMs: number;
}

const [folder = '', formats = '[]'] = process.argv.slice(2);
const { signal } = new AbortController();
const allowed = [...defaults.formats, ...JSON.parse(formats)];
const good = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
  .jpeg()
  .toBuffer();
setUpSharp(allowed);

const mib = 1024 ** 2;
const memory = createMemoryBudget(336 * mib, 10);
const recipe = createRecipe({
  ...defaults,
  formats: allowed,
  decodeMs: 5_000,
  threads: createDecoderThreads(Number(process.env.UV_THREADPOOL_SIZE)),
});

// What is loaded once is no cost of a photo.
for (let warm = 0; warm < 10; warm += 1) await makeOf(good);
const begin = performance.now();
await makeOf(good);
const aloneMs = performance.now() - begin;

const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
const size = Math.max(...files.map(({ length }) => length));
const before = readPeak();
const watch = watchLoop();
const beside = makeGoodOnes();
const outcomes: string[] = [];
for (const file of files) outcomes.push(await makeOf(file));
const besideMs = await beside;
const { blockedMs, granted } = watch();
const growth = readPeak() - before;
const result: HostileResult = { outcomes, growth, granted: granted - size, blockedMs, aloneMs, besideMs };
process.stdout.write(JSON.stringify(result), () => {
  // A decoder past its deadline would hold any other end.
  process.kill(process.pid, 'SIGKILL');
});

async function makeOf(body: Buffer): Promise<string> {
  const head = { etag: '"e"', size: body.length, lastModified: new Date(), contentType: '', metadata: {} };
  const objects = new Map([['photo', { ...head, body, release() {} }]]);
  const originals = createMemoryObjectStore('originals', { objects });
  const options = { originals, recipe, maxBytes: 2 ** 30, memory, alone: true };
  const made = (await createMakeOfOriginal(options, 'photo', signal)())?.made;
  return made?.kind === 'failed' ? made.reason : (made?.kind ?? 'absent');
}

/** Five photos one after the other. Returns the longest time that one of them took. */
async function makeGoodOnes(): Promise<number> {
  let longest = 0;
  for (let count = 0; count < 5; count += 1) {
    const start = performance.now();
    const end = await makeOf(good);
    if (end !== 'made') throw new Error(`a good photo ended as ${end}`);
    longest = Math.max(longest, performance.now() - start);
  }
  return longest;
}

/** CPU of this thread between two timers: other processes of a busy machine do not count. */
function watchLoop(): () => { blockedMs: number; granted: number } {
  let last = cpuMs();
  let blockedMs = 0;
  let granted = 0;
  const look = () => {
    const now = cpuMs();
    blockedMs = Math.max(blockedMs, now - last);
    last = now;
    granted = Math.max(granted, memory.status().usedBytes);
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return { blockedMs, granted };
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Bytes. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function readPeak(): number {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kib) * 1024;
}
