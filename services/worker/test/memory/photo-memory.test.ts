import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBufferPool } from '@proofsheet/object-store';
import { maxPooledBytes, ownMemory, pooledBuffers } from '../../src/memory/memory-limit.ts';

test('however many photos end at once, the buffers that are kept fit into what the process reserves', () => {
  const pool = createBufferPool({ keep: pooledBuffers, maxKeptBytes: maxPooledBytes });
  const out = Array.from({ length: 64 }, () => pool.take(maxPooledBytes));
  for (const buffer of out) pool.give(buffer);
  const known = new Set(out);
  const taken = Array.from({ length: 64 }, () => pool.take(maxPooledBytes));
  const kept = taken.filter((buffer) => known.has(buffer)).reduce((sum, { length }) => sum + length, 0);
  assert.ok(kept > 0);
  assert.ok(ownMemory - kept >= 96 * 1024 ** 2, `${kept} of ${ownMemory} bytes`);
});
