import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthlyCost } from '../src/monthly-cost.ts';

const month = { photos: 1_000_000, megabytes: 3, stored: 0, variants: 1, views: 0, emails: 0, nat: false };
const sum = (rows: Readonly<Record<string, number>>) => Object.values(rows).reduce((a, b) => a + b, 0);

test('requests of a million photos cost tens of dollars, and a NAT gateway several times that', () => {
  const { 'S3 storage': storage = 0, ...requests } = monthlyCost(month);
  assert.ok(sum(requests) > 20 && sum(requests) < 60, String(sum(requests)));
  assert.ok(storage > 60 && storage < 90);
  const nat = monthlyCost({ ...month, nat: true })['NAT gateway'] ?? 0;
  assert.ok(nat > 165 && nat < 185, String(nat));
});

test('every number counts', () => {
  const base = sum(monthlyCost(month));
  for (const more of [
    { photos: 2e6 },
    { megabytes: 9 },
    { stored: 1e6 },
    { variants: 3 },
    { views: 1e5 },
    { emails: 1e4 },
    { nat: true },
  ]) {
    assert.ok(sum(monthlyCost({ ...month, ...more })) > base, JSON.stringify(more));
  }
});
