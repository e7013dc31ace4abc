import assert from 'node:assert/strict';
import { type BufferPool, createBufferPool } from '../src/index.ts';

/** A pool that fails when something is given back twice, or that was never taken, and tells what is still out. */
export function createCountingPool(): BufferPool & { readonly out: Set<Buffer>; taken(): number } {
  const pool = createBufferPool({ keep: 4, maxKeptBytes: 32 * 1024 ** 2 });
  const out = new Set<Buffer>();
  let taken = 0;
  return {
    out,
    taken: () => taken,
    take(size) {
      const buffer = pool.take(size);
      assert.ok(!out.has(buffer), 'a buffer that is out is given out again');
      out.add(buffer);
      taken += 1;
      return buffer;
    },
    give(buffer) {
      assert.ok(out.delete(buffer), 'a buffer is given back that is not out');
      pool.give(buffer);
    },
  };
}
