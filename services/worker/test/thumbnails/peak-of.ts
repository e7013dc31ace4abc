import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecipeOptions } from '../../src/thumbnails/create-recipe.ts';
import { imageEnv } from '../image-env.ts';

/** What a file takes, in bytes. */
export interface Peak {
  readonly outcome: string;
  /** As the plan says. */
  readonly memoryBytes: number;
  /** By so much a process of its own grew at its peak, for the plan and in all. */
  readonly planGrowth: number;
  readonly growth: number;
}

export async function peakOf(file: Buffer, options: Partial<RecipeOptions> = {}): Promise<Peak> {
  const dir = await mkdtemp(join(tmpdir(), 'peak-'));
  try {
    const path = join(dir, 'file');
    await writeFile(path, file);
    const args = [join(import.meta.dirname, 'peak-child.ts'), path, JSON.stringify(options)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: imageEnv() });
    return JSON.parse(stdout);
  } finally {
    await rm(dir, { recursive: true });
  }
}
