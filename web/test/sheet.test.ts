import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutFor, rowsOf, visibleRows } from '../src/sheet/layout.ts';
import { moveFocus } from '../src/sheet/move-focus.ts';
import { railMarks } from '../src/sheet/rail-marks.ts';
import { createSequence } from '../src/sheet/sequence.ts';
import { afterScroll, barHeight, hasDrifted, scrollTo, tallest } from '../src/sheet/tall-scroll.ts';

const blocks = [
  { month: '2026-11', photos: 3 },
  { month: '2026-10', photos: 2 },
];

test('a month begins with a cell for its name', () => {
  const sequence = createSequence(blocks);
  const cells = Array.from({ length: sequence.length }, (_, position) => sequence.at(position));
  assert.deepEqual(
    cells.map((place) => (place?.kind === 'photo' ? `${place.block}:${place.index}` : place?.kind)),
    ['month', '0:0', '0:1', '0:2', 'month', '1:0', '1:1'],
  );
  assert.equal(sequence.at(7), undefined);
  assert.equal(sequence.positionOf(1, 1), 6);
});

test('finds the month of any of a million photos', () => {
  const months = Array.from({ length: 500 }, (_, index) => ({ month: String(index), photos: 2000 }));
  const sequence = createSequence(months);
  assert.equal(sequence.length, 1_000_500);
  assert.equal(sequence.blockAt(sequence.length - 1), 499);
  assert.equal(sequence.blockAt(sequence.startOf(321)), 321);
  assert.equal(sequence.blockAt(sequence.startOf(321) - 1), 320);
});

test('columns share the width in whole pixels', () => {
  assert.deepEqual(layoutFor(360, 104, 2), { columns: 3, cell: 118, gap: 2, rowHeight: 120 });
  const { columns, cell, gap } = layoutFor(1333, 168, 3);
  assert.ok(columns * cell + (columns - 1) * gap <= 1333);
  assert.equal(rowsOf(15, layoutFor(1333, 168, 3)), 3);
});

test('renders the rows that are seen and a few around them', () => {
  const layout = { columns: 7, cell: 97, gap: 3, rowHeight: 100 };
  assert.deepEqual(visibleRows(1000, 500, 1000, layout, 2), { start: 8, end: 17 });
  assert.deepEqual(visibleRows(0, 500, 3, layout, 2), { start: 0, end: 3 });
});

test('a sheet taller than browsers can show scrolls to its very end', () => {
  const heights = { content: 26_000_000, view: 900 };
  assert.equal(barHeight(heights), tallest);
  const end = afterScroll({ top: 0, barTop: 0 }, tallest - 900, heights);
  assert.equal(end.top, 26_000_000 - 900);
  const middle = afterScroll({ top: 0, barTop: 0 }, (tallest - 900) / 2, heights);
  assert.ok(Math.abs(middle.top - 13_000_000) < 1000);
});

test('the wheel moves a tall sheet by as many pixels as any other', () => {
  const heights = { content: 26_000_000, view: 900 };
  const start = scrollTo(10_000_000, heights);
  const next = afterScroll(start, start.barTop + 120, heights);
  assert.equal(next.top - start.top, 120);
});

test('the bar is set anew once it has drifted from what it stands for', () => {
  const heights = { content: 26_000_000, view: 900 };
  let scroll = scrollTo(10_000_000, heights);
  assert.equal(hasDrifted(scroll, heights), false);
  for (let step = 0; step < 10; step++) scroll = afterScroll(scroll, scroll.barTop + 120, heights);
  assert.equal(hasDrifted(scroll, heights), true);
  assert.equal(scrollTo(scroll.top, heights).top, scroll.top);
});

test('keys move by cells, rows and pages and stay in the sheet', () => {
  const grid = { length: 20, columns: 6, rowsOnPage: 2 };
  const moves: [string, boolean, number, number | undefined][] = [
    ['ArrowRight', false, 19, 19],
    ['ArrowDown', false, 10, 16],
    ['ArrowDown', false, 17, 19],
    ['ArrowUp', false, 3, 3],
    ['Home', false, 10, 6],
    ['End', false, 19, 19],
    ['End', true, 0, 19],
    ['Home', true, 19, 0],
    ['PageDown', false, 1, 13],
    ['PageUp', false, 8, 2],
    ['x', false, 8, undefined],
  ];
  for (const [key, ctrl, from, to] of moves) assert.equal(moveFocus(key, ctrl, from, grid), to, key);
});

test('the rail marks each year once, where it begins', () => {
  const months = ['2026-11', '2026-03', '2025-12', '2025-01', '2024-07'];
  const marks = railMarks(createSequence(months.map((month) => ({ month, photos: 100 }))));
  assert.deepEqual(
    marks.filter(({ isYear }) => isYear).map(({ month }) => month),
    ['2026-11', '2025-12', '2024-07'],
  );
});
