import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showFigure } from '../../observability/show-figure.ts';

for (const [value, unit, shown] of [
  [0.01234, 's', '12.3 ms'],
  [31.25, 's', '31.3 s'],
  [0.5, 'percentunit', '50 %'],
  [0.012345, 'currencyUSD', '$0.012'],
  [0, 'suffix:/s', '0/s'],
  [7, 'suffix: pods', '7 pods'],
  [123_456_789, 'bytes', '123 MB'],
  [12, 'bytes', '12 B'],
  [7, 'short', '7'],
  [1_234_567, 'short', '1.23 M'],
] as const) {
  test(`${value} as ${unit} is ${shown}`, () => assert.equal(showFigure(value, unit), shown));
}
