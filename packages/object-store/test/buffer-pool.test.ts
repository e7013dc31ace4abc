import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBufferPool } from '../src/index.ts';

const mib = 1024 ** 2;

test('a buffer holds at least what was asked for, in whole steps', () => {
  const pool = createBufferPool({ keep: 2, maxKeptBytes: 8 * mib });
  const sizes = [0, 1, mib, mib + 1].map((size) => pool.take(size).length);
  assert.deepEqual(sizes, [mib, mib, mib, 2 * mib]);
});

test('a buffer that is given back is used again, the smallest that fits', () => {
  const pool = createBufferPool({ keep: 3, maxKeptBytes: 8 * mib });
  const [small, middle, large] = [pool.take(mib), pool.take(2 * mib), pool.take(3 * mib)];
  for (const buffer of [large, small, middle]) pool.give(buffer);
  assert.equal(pool.take(2 * mib), middle);
  assert.equal(pool.take(1), small);
  assert.equal(pool.take(1), large);
});

test('a buffer that is in use is not handed out again', () => {
  const pool = createBufferPool({ keep: 3, maxKeptBytes: 8 * mib });
  const first = pool.take(1);
  assert.notEqual(pool.take(1), first);
});

test('one that is too small for what is asked stays', () => {
  const pool = createBufferPool({ keep: 3, maxKeptBytes: 8 * mib });
  const small = pool.take(1);
  pool.give(small);
  assert.equal(pool.take(2 * mib).length, 2 * mib);
  assert.equal(pool.take(1), small);
});

test('no more are kept than are allowed: the smallest goes', () => {
  const pool = createBufferPool({ keep: 2, maxKeptBytes: 8 * mib });
  const all = [3, 1, 2].map((size) => pool.take(size * mib));
  for (const buffer of all) pool.give(buffer);
  assert.deepEqual([pool.take(1), pool.take(1)], [all[2], all[0]]);
  assert.ok(!all.includes(pool.take(1)));
});

test('one that is larger than is kept is let go', () => {
  const pool = createBufferPool({ keep: 2, maxKeptBytes: 2 * mib });
  const [fitting, large] = [pool.take(2 * mib), pool.take(2 * mib + 1)];
  pool.give(large);
  pool.give(fitting);
  assert.equal(pool.take(1), fitting);
  assert.notEqual(pool.take(1), large);
});
