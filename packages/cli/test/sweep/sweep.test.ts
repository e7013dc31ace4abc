import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import {
  maxSweepRecordBytes,
  outcomeKey,
  type PhotoOutcome,
  parseOutcomeKey,
  parseSweepRecord,
  sweepRecordKey,
} from '@proofsheet/photos';
import fc from 'fast-check';
import { createCheckpoint } from '../../src/sweep/checkpoint.ts';
import type { Finding } from '../../src/sweep/judge-photo.ts';
import { sweep } from '../../src/sweep/sweep.ts';
import type { SweepOptions } from '../../src/sweep/sweep-options.ts';

const { signal } = new AbortController();
const ready: PhotoOutcome = {
  status: 'ready',
  width: 4,
  height: 3,
  thumbnailBytes: 5,
  thumbhash: undefined,
  takenAt: undefined,
  variants: [],
};
const failed: PhotoOutcome = { status: 'failed', reason: 'corrupt' };

test('of any bucket exactly those photos are checked that do not fit, each once', async () => {
  const part = fc.constantFrom(
    'a',
    'b',
    '/',
    '.',
    '~',
    '-',
    '한',
    '\u{1f4f7}',
    ' ',
    'photos',
    'photos/0',
    'photos/f',
    '가'.repeat(200),
  );
  const keys = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    { maxLength: 30 },
  );
  const states = fc.array(fc.constantFrom('right', 'missing', 'outdated', 'orphaned', 'leftover'), {
    minLength: 30,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(keys, states, async (all, wanted) => {
      const { stores, run, sent } = setUp();
      const expected: string[] = [];
      for (const [index, key] of all.entries()) {
        const state = wanted[index];
        const etag = await stores.originals.put(key, key, { contentType: '' }, signal);
        const record = (version: string, outcome: PhotoOutcome) =>
          stores.derived.put(
            outcomeKey(key, version, outcome),
            JSON.stringify({ key }),
            { contentType: '' },
            signal,
          );
        if (state !== 'missing') await record(state === 'outdated' ? '"old"' : (etag ?? ''), ready);
        if (state === 'leftover') await record('"old"', failed);
        if (state === 'orphaned') stores.originals.objects.delete(key);
        if (state !== 'right') expected.push(key);
      }
      await run();
      // The records of a key that is also a folder of names with `~` lie on both sides of that folder in the listing. Such
      // a key may be checked for nothing or twice, which is harmless, but is never missed.
      const isSplit = (key: string) => all.some((other) => other.startsWith(`${key}/~`));
      const split = expected.filter(isSplit).filter((key) => !sent.includes(key));
      const others = (list: readonly string[]) => list.filter((key) => !isSplit(key)).sort();
      assert.deepEqual([split, others(sent)], [[], others(expected)]);
    }),
    { numRuns: 1000 },
  );
});

test('what is younger, older or elsewhere than asked for is left alone', async () => {
  const { stores, run, sent, put } = setUp();
  await put('album/a.jpg');
  await put('other/a.jpg');
  assert.equal((await run({ minAgeSeconds: 60 })).found.missing, 0);
  assert.equal((await run({ storedSince: Date.now() + 60_000 })).found.missing, 0);
  assert.equal((await run({ prefix: 'album/' })).found.missing, 1);
  assert.deepEqual(sent, ['album/a.jpg']);
  assert.equal(stores.originals.objects.size, 2);
});

test('a foreign, missing or left over thumbnail is found where thumbnails are looked at', async () => {
  const { stores, run, record } = setUp();
  const thumbnail = (key: string, body: string) =>
    stores.thumbnails.put(key, body, { contentType: '' }, signal);
  await record('right', ready);
  await thumbnail('right', '12345');
  await record('foreign', ready);
  await thumbnail('foreign', 'some other object');
  await record('missing', ready);
  await record('failed', failed);
  await thumbnail('failed', '12345');
  await thumbnail('orphaned', '12345');
  assert.equal(total((await run()).found), 0);
  const { found } = await run({ deep: true });
  assert.deepEqual([found.damaged, found.orphaned, total(found)], [3, 1, 4]);
});

test('photos of another recipe, and failures, are checked when asked for', async () => {
  const { run, record, sent } = setUp();
  await record('ready', ready);
  await record('failed', failed);
  assert.equal(total((await run()).found), 0);
  assert.equal((await run({ recipeChanged: true })).found.recipe, 1);
  assert.equal((await run({ retryFailed: true })).found.failed, 1);
  assert.deepEqual(sent, ['ready', 'failed']);
});

test('a dry run sends and saves nothing, and says what the sweep will cost', async () => {
  const { put, run, sent, stores, requests } = setUp();
  for (let index = 0; index < 1234; index += 1) await put(`photos/a${index}`);
  const before = { ...requests };
  const dry = await run({ dryRun: true });
  assert.deepEqual([sent.length, stores.derived.objects.size, dry.found.missing], [0, 0, 1234]);
  const listed = requests.list - before.list;
  requests.list = 0;
  const wet = await run();
  assert.equal(sent.length, 1234);
  assert.deepEqual(wet.own, dry.own);
  assert.deepEqual(wet.work, dry.work);
  assert.equal(requests.list, listed);
  const { list, put: saved } = requests;
  assert.equal(wet.own.s3Write, list + saved);
});

test('only a complete sweep of all photos leaves its result for the metrics', async () => {
  const others = [{ dryRun: true }, { prefix: 'photos/' }, { storedSince: 1 }, { maxCost: 0 }];
  for (const [options, isLeft] of [...others.map((each) => [each, false] as const), [{}, true] as const]) {
    const { put, run, stores } = setUp();
    await put('photos/a');
    await put('photos/b');
    const { startedAt } = await run(options);
    const stored = await stores.derived.get(sweepRecordKey, { maxBytes: maxSweepRecordBytes, signal });
    assert.equal(stored !== undefined, isLeft, JSON.stringify(options));
    if (!stored) continue;
    const { found, ...record } = parseSweepRecord(stored.body.toString());
    assert.equal(found.missing, 2);
    assert.deepEqual([record.photos, record.startedAt], [2, startedAt]);
  }
});

test('a sweep stops before it costs more than it may', async () => {
  const { put, run, sent } = setUp();
  for (let index = 0; index < 200; index += 1) await put(`photos/a${index}`);
  const report = await run({ maxCost: 0.001 });
  assert.equal(report.complete, false);
  assert.ok(sent.length < 200);
});

test('checks are sent no faster than asked for', async () => {
  const { put, run } = setUp();
  for (let index = 0; index < 40; index += 1) await put(`photos/a${index}`);
  const begin = performance.now();
  await run({ rate: 100 });
  assert.ok(performance.now() - begin >= 290);
});

test('a key that SQS refuses in a message is sent encoded', async () => {
  const { put, run, sent } = setUp();
  await put('a\uffff');
  await run();
  assert.deepEqual(sent, ['a\uffff']);
});

function total(found: Readonly<Record<Finding, number>>): number {
  return Object.values(found).reduce((sum, count) => sum + count, 0);
}

function setUp() {
  const requests = { list: 0, put: 0 };
  const before = async (call: string) => {
    if (call === 'list') requests.list += 1;
  };
  const stores = {
    originals: createMemoryObjectStore('originals', { before }),
    thumbnails: createMemoryObjectStore('thumbnails', { before }),
    derived: createMemoryObjectStore('derived', { before }),
  };
  const sent: string[] = [];
  const put = (key: string) => stores.originals.put(key, key, { contentType: '' }, signal);
  return {
    stores,
    sent,
    requests,
    put,
    async record(key: string, outcome: PhotoOutcome) {
      const name = outcomeKey(key, (await put(key)) ?? '', outcome);
      assert.ok(parseOutcomeKey(name));
      await stores.derived.put(name, '{}', { contentType: '' }, signal);
    },
    run(options: Partial<SweepOptions> = {}) {
      const saved = createCheckpoint(stores.derived, {}, Date.now);
      return sweep({
        ...stores,
        checkpoint: {
          ...saved,
          async save(progress, by) {
            requests.put += 1;
            await saved.save(progress, by);
          },
        },
        sendChecks: async (checks) => void sent.push(...checks.map(({ key }) => key)),
        prefix: '',
        storedSince: 0,
        minAgeSeconds: -60,
        deep: false,
        recipeChanged: false,
        retryFailed: false,
        dryRun: false,
        rate: 1_000_000,
        maxCost: Number.POSITIVE_INFINITY,
        variants: 0,
        concurrency: 4,
        signal,
        now: Date.now,
        onProgress: () => {},
        ...options,
      });
    },
  };
}
