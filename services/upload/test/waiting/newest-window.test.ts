import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OutcomeRow } from '../../src/photos/outcome-row.ts';
import { createNewestWindow } from '../../src/waiting/newest-window.ts';

/** A record of a photo; several may have one photo. */
const row = (photo: number, record = 0): OutcomeRow => ({
  original: `photo ${String(photo).padStart(5, '0')}`,
  key: `photo ${String(photo).padStart(5, '0')}/${record}`,
  etag: '"e"',
  at: new Date(0),
  etagHash: 'hash',
  outcome: { status: 'failed', reason: 'corrupt' },
});

/** The rows of a poll: the first of an album. */
function show(album: readonly OutcomeRow[], limit: number) {
  const sorted = [...album].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
  return [sorted, sorted.length < limit ? undefined : sorted.at(-1)?.key] as const;
}

const photosOf = (rows: readonly OutcomeRow[]) => rows.map(({ original }) => Number(original.slice(6)));

test('what appears and what goes, wherever it is in the window', () => {
  const window = createNewestWindow();
  window.look(...show([row(3), row(5), row(7)], 10), 0);
  const change = window.look(...show([row(2), row(3), row(6), row(7)], 10), 0);
  assert.deepEqual([photosOf(change.appeared), change.gone], [[2, 6], ['photo 00005']]);
});

test('what the window loses and gains at its end is neither gone nor new', () => {
  const window = createNewestWindow();
  const old = [row(10), row(11), row(12), row(13)];
  window.look(...show(old, 3), 0);
  const grown = window.look(...show([row(9), ...old], 3), 0);
  assert.deepEqual([photosOf(grown.appeared), grown.gone], [[9], []]);
  const shrunk = window.look(...show([row(11), row(12), row(13)], 3), 0);
  assert.deepEqual([photosOf(shrunk.appeared), shrunk.gone], [[], ['photo 00009', 'photo 00010']]);
});

test('a photo whose record is replaced by another is not gone', () => {
  const window = createNewestWindow();
  window.look(...show([row(1, 0)], 10), 0);
  const { appeared, gone } = window.look(...show([row(1, 1)], 10), 0);
  assert.deepEqual([photosOf(appeared), gone], [[1], []]);
});

test('more changes than the window holds are reported at the next, larger poll', () => {
  const window = createNewestWindow();
  assert.equal(window.rows(0), 100);
  const old = Array.from({ length: 50 }, (_, index) => row(5000 + index));
  window.look(...show(old, 100), 0);
  const news = Array.from({ length: 300 }, (_, index) => row(index));
  const first = window.look(...show([...news, ...old], 100), 0);
  assert.equal(first.appeared.length, 100);
  assert.equal(window.rows(0), 1000);
  const second = window.look(...show([...news, ...old], 1000), 0);
  assert.deepEqual([photosOf([...first.appeared, ...second.appeared]), second.gone], [photosOf(news), []]);
  assert.equal(window.rows(10 * 60_000), 100, 'and smaller again when nothing happens');
});

test('each photo that appears within the window is reported exactly once', () => {
  const steps = fc.array(fc.tuple(fc.uniqueArray(fc.nat(60), { maxLength: 15 }), fc.boolean()), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(steps, (batches) => {
      const window = createNewestWindow();
      const album = new Map([[100, row(100)]]);
      window.look(...show([...album.values()], 100), 0);
      const told: number[] = [];
      for (const [photos] of batches) {
        for (const photo of photos) album.set(photo, row(photo));
        told.push(...photosOf(window.look(...show([...album.values()], 100), 0).appeared));
      }
      album.delete(100);
      assert.deepEqual(
        told.sort((a, b) => a - b),
        [...album.keys()].sort((a, b) => a - b),
      );
    }),
  );
});
