import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

test('400 damaged photos of all formats each end as a thumbnail or by the closed list, in bounded memory', async (t) => {
  const script = join(import.meta.dirname, 'mutations.ts');
  const env = { ...process.env, MALLOC_ARENA_MAX: '2', NODE_TEST_CONTEXT: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, [script, '400'], { env });
  t.diagnostic(stdout.trim());
  const { ends, peakMiB } = JSON.parse(stdout) as {
    ends: Record<string, Record<string, number>>;
    peakMiB: number;
  };
  assert.deepEqual(Object.keys(ends).sort(), ['avif', 'gif', 'heic', 'jpeg', 'png', 'tiff', 'webp']);
  const counts = Object.values(ends).flatMap((byEnd) => Object.entries(byEnd));
  const sum = (wanted: (end: string) => boolean) =>
    counts.filter(([end]) => wanted(end)).reduce((total, [, count]) => total + count, 0);
  assert.equal(
    sum((end) => end === 'unknown'),
    0,
  );
  assert.ok(sum((end) => end === 'made') >= 40, 'some are hardly damaged');
  assert.ok(sum((end) => end !== 'made') >= 40, 'some are damaged for good');
  assert.equal(
    sum(() => true),
    400,
  );
  assert.ok(peakMiB < 300, `${peakMiB} MiB`);
});
