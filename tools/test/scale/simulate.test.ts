import assert from 'node:assert/strict';
import { test } from 'node:test';
import { burst } from '../../../bench/src/scale/arrivals.ts';
import { chartDefaults } from '../../../bench/src/scale/scaling-settings.ts';
import { simulate } from '../../../bench/src/scale/simulate.ts';

test('the first photo after a quiet time waits for a poll, the start of a worker, and its turn', () => {
  const { waits } = simulate({ ...chartDefaults, pollingSeconds: 10 }, burst(1, 1), 0.5);
  const [wait = 0] = waits;
  // SQS counts it after 1 s; the next poll is at 5 s; the worker starts in 3 s.
  assert.ok(wait > 8 && wait < 8.3, String(wait));
});

test('a worker that runs makes a photo at once', () => {
  const { waits } = simulate({ ...chartDefaults, min: 1 }, burst(1, 1), 0.5);
  assert.ok((waits[0] ?? 9) < 0.2);
});

test('the number of workers doubles or grows by four in a period, up to the maximum', () => {
  const settings = { ...chartDefaults, min: 1, max: 40, startSeconds: 0, queueLagSeconds: 0 };
  const { workers } = simulate(settings, burst(20_000, 1e6), 0.1);
  assert.deepEqual([workers[2], workers[17], workers[32], workers[47]], [5, 10, 20, 40]);
});

test('all photos are done, in the order of their arrival', () => {
  const arrivals = burst(1_000, 50);
  const { waits } = simulate(chartDefaults, arrivals, 0.3);
  assert.equal(waits.length, 1_000);
  const done = waits.map((wait, index) => Math.round(10 * (wait + (arrivals[index] ?? 0))));
  assert.deepEqual(
    done,
    done.toSorted((one, other) => one - other),
  );
});

test('workers without throughput are an error', () => {
  assert.throws(
    () => simulate({ ...chartDefaults, min: 1, max: 1, photosPerSecond: 0 }, burst(1, 1), 0),
    /faster/,
  );
});
