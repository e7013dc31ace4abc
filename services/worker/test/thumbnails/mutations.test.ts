import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

test('400 damaged photos each end as a thumbnail or by the closed list, in bounded memory', async (t) => {
  const script = join(import.meta.dirname, 'mutations.ts');
  const env = { ...process.env, MALLOC_ARENA_MAX: '2', NODE_TEST_CONTEXT: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, [script, '400'], { env });
  t.diagnostic(stdout.trim());
  const { ends, peakMiB } = JSON.parse(stdout);
  const { made, unknown, ...failed } = ends;
  assert.equal(unknown, undefined);
  assert.ok(made >= 40, 'some are hardly damaged');
  const failures = Object.values<number>(failed).reduce((sum, count) => sum + count, 0);
  assert.ok(failures >= 40, 'some are damaged for good');
  assert.equal(made + failures, 400);
  assert.ok(peakMiB < 300, `${peakMiB} MiB`);
});
