import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { sweepRecordKey, writeSweepRecord } from '@proofsheet/photos';
import { createMetrics } from '@proofsheet/runtime';
import { watchSweeps } from '../../src/metrics/watch-sweeps.ts';

const { signal } = new AbortController();
const found = { missing: 3, outdated: 0, orphaned: 1, damaged: 0, leftover: 0, recipe: 0, failed: 0 };

test('the last sweep is exported, read once a minute however often metrics are scraped', async () => {
  let reads = 0;
  const { store, scrape, wait, warnings } = setUp(async () => {
    reads += 1;
  });
  assert.match(await scrape(), /^proofsheet_sweep_last_success_timestamp_seconds\{.*\} 0$/m);
  const record = { startedAt: 1_000_000, endedAt: 1_090_000, photos: 12, found };
  await store.put(sweepRecordKey, writeSweepRecord(record), { contentType: 'application/json' }, signal);
  assert.match(await scrape(), /^proofsheet_sweep_found\{.*finding="missing".*\} 0$/m);
  assert.equal(reads, 1);

  wait(60_000);
  const text = await scrape();
  assert.equal(reads, 2);
  assert.match(text, /^proofsheet_sweep_last_success_timestamp_seconds\{.*\} 1090$/m);
  assert.match(text, /^proofsheet_sweep_duration_seconds\{.*\} 90$/m);
  assert.match(text, /^proofsheet_sweep_photos\{.*\} 12$/m);
  assert.match(text, /^proofsheet_sweep_found\{.*finding="missing".*\} 3$/m);
  assert.match(text, /^proofsheet_sweep_found\{.*finding="recipe".*\} 0$/m);
  assert.deepEqual(warnings, []);
});

test('a record that cannot be read leaves the values and a line in the log', async () => {
  let fails = false;
  const { store, scrape, wait, warnings } = setUp(async () => {
    if (fails) throw Object.assign(new Error('denied'), { name: 'AccessDenied' });
  });
  const record = { startedAt: 0, endedAt: 5_000, photos: 1, found };
  await store.put(sweepRecordKey, writeSweepRecord(record), { contentType: 'application/json' }, signal);
  assert.match(await scrape(), /timestamp_seconds\{.*\} 5$/m);
  fails = true;
  wait(60_000);
  assert.match(await scrape(), /timestamp_seconds\{.*\} 5$/m);
  assert.deepEqual(warnings, ['result of the last sweep cannot be read']);
});

function setUp(onGet: () => Promise<void>) {
  let now = 0;
  const warnings: string[] = [];
  const before = async (call: string) => (call === 'get' ? onGet() : undefined);
  const store = createMemoryObjectStore('derived', { before });
  const metrics = createMetrics('upload');
  const logger = { warn: (_: unknown, text?: string) => void warnings.push(text ?? '') };
  watchSweeps(metrics, { derived: store, logger, now: () => now });
  return {
    store,
    warnings,
    scrape: () => metrics.metrics(),
    wait(ms: number) {
      now += ms;
    },
  };
}
