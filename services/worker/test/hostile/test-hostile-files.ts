import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { imageEnv } from '../image-env.ts';
import type { HostileResult } from './hostile-child.ts';
import type { HostileFile } from './hostile-file.ts';

const skip = process.platform !== 'linux' && 'only Linux tells the peak of a process by itself';
const mib = 1024 ** 2;
/** malloc keeps some of what it has, and the good photos beside it have their own grants. Bytes. */
const tolerance = 24 * mib;
/** CPU of the event loop in one turn, in milliseconds. */
const maxBlockedMs = 100;

/** Tests that each file ends by the closed list, within its memory, and holds up nothing else. */
export function testHostileFiles(files: readonly HostileFile[]): void {
  describe('a hostile file ends by the closed list, within its memory, and holds up nothing else', {
    concurrency: availableParallelism(),
    skip,
  }, () => {
    for (const file of files) {
      test(file.name, { timeout: 120_000 }, async (t) => {
        const { outcomes, growth, granted, blockedMs, aloneMs, besideMs } = await run(file);
        t.diagnostic(
          `${[...new Set(outcomes)]}, ${(growth / mib).toFixed()} of ${(granted / mib).toFixed()} MiB, loop ${blockedMs.toFixed()} ms, ` +
            `good photos ${besideMs.toFixed()} ms`,
        );
        const ends: readonly string[] = file.ends;
        assert.deepEqual(
          outcomes.filter((outcome) => !ends.includes(outcome)),
          [],
        );
        assert.ok(growth <= Math.max(0, granted) + tolerance, `${growth} of ${granted} bytes`);
        assert.ok(blockedMs < maxBlockedMs, `the event loop was blocked for ${blockedMs} ms`);
        assert.ok(besideMs < Math.max(2_000, 50 * aloneMs), `a good photo took ${besideMs} ms`);
      });
    }
  });
}

async function run({ build, formats = [] }: HostileFile): Promise<HostileResult> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  try {
    const built = await build();
    const files = Buffer.isBuffer(built) ? [built] : built;
    for (const [index, file] of files.entries()) await writeFile(join(folder, String(index)), file);
    const args = [join(import.meta.dirname, 'hostile-child.ts'), folder, JSON.stringify(formats)];
    const child = promisify(execFile)(process.execPath, args, { env: imageEnv(), timeout: 100_000 });
    // It ends itself by a signal.
    const { stdout, stderr } = await child.catch((error: { stdout: string; stderr: string }) => error);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
