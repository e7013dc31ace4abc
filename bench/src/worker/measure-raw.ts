import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchPhoto } from './make-photos.ts';

const run = promisify(execFile);
const rawScript = fileURLToPath(new URL('run-raw.ts', import.meta.url));

/** Time of one photo, in milliseconds. */
export interface Raw {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Measures sharp alone in a process of its own. Undefined for formats that sharp has no decoder for. */
export async function measureRaw({ bytes, count }: BenchPhoto, atOnce = 4): Promise<Raw | undefined> {
  return withFile(bytes, async (file) => {
    // As many threads as decode in the worker, which leaves one of its five for other work.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '4', MALLOC_ARENA_MAX: '2' };
    try {
      const { stdout } = await run(process.execPath, [rawScript, file, String(count), String(atOnce)], {
        env,
      });
      return JSON.parse(stdout) as Raw;
    } catch (error) {
      if (/compression format|unsupported/i.test(String(error))) return undefined;
      throw error;
    }
  });
}

const rivals = {
  vipsthumbnail: (file: string) => `vipsthumbnail ${file} -s 200x100000 -o ${file}.jpg[Q=80,strip]`,
  ImageMagick: (file: string) =>
    `convert -define jpeg:size=400x ${file} -auto-orient -thumbnail 200 ${file}.jpg`,
};
export type Rival = keyof typeof rivals;
export const rivalNames = Object.keys(rivals) as Rival[];

/**
 * CPU time in milliseconds of a command that makes the same thumbnail, its start included; undefined where the command is
 * missing or can't read the photo.
 */
export async function measureRival(rival: Rival, { bytes }: BenchPhoto): Promise<number | undefined> {
  const times = 5;
  return withFile(bytes, async (file) => {
    const command = rivals[rival](file);
    const limits = { ...process.env, VIPS_CONCURRENCY: '1', MAGICK_THREAD_LIMIT: '1' };
    const script = `for i in ${'i '.repeat(times)}; do ${command} || exit 1; done; times`;
    try {
      const { stdout } = await run('sh', ['-c', script], { env: limits });
      // The last line has user and system time of the children: https://pubs.opengroup.org/onlinepubs/9799919799/
      const [user = 0, system = 0] = [
        ...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g),
      ].map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1000);
      return (user + system) / times;
    } catch {
      return undefined;
    }
  });
}

async function withFile<T>(bytes: Buffer, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-raw-'));
  const file = path.join(folder, 'photo');
  await writeFile(file, bytes);
  try {
    return await work(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
