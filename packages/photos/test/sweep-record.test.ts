import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSweepRecord, type SweepRecord, writeSweepRecord } from '../src/index.ts';

const record: SweepRecord = {
  startedAt: 1_000,
  endedAt: 9_000,
  photos: 12,
  found: { missing: 3, outdated: 0, orphaned: 1, damaged: 0, leftover: 0, recipe: 0, failed: 0 },
};

test('a record is read as it was written', () => {
  assert.deepEqual(parseSweepRecord(writeSweepRecord(record)), record);
});

test('a finding that an earlier version did not know is none; any other object is refused', () => {
  const { missing } = record.found;
  assert.deepEqual(parseSweepRecord(JSON.stringify({ ...record, found: { missing } })), {
    ...record,
    found: { ...record.found, orphaned: 0 },
  });
  assert.throws(() => parseSweepRecord('{"photos":1}'), /not a record of a sweep/);
});
