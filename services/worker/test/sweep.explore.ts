import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRequests, costOf, createCheckpoint, type SweepOptions, sweep } from '@proofsheet/cli';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { chooseOutcome, createPhotoId, originalKey, ownerId, parseOutcomeKey } from '@proofsheet/photos';
import { createMemoryBudget } from '../src/memory/memory-budget.ts';
import { createReconcile } from '../src/reconcile/reconcile.ts';
import { sampleRecipe } from './reconcile/sample-recipe.ts';

const count = 20_000;
/** One photo in this many is in a state that a sweep must find. */
const oneIn = 20;
const states = ['missing', 'outdated', 'orphaned', 'damaged'] as const;

test(`a sweep over ${count} photos that is killed twice leaves each of them right, and none is made twice`, {
  timeout: 280_000,
}, async () => {
  const { stores, reconcile, made, messages, requests } = setUp();
  const { signal } = new AbortController();
  const owner = ownerId('issuer', 'somebody');
  const due = new Map<string, (typeof states)[number]>();
  for (let index = 0; index < count; index += 1) {
    const key = originalKey({ owner, photoId: createPhotoId(1_000_000 - index), fileName: `${index}.jpg` });
    const put = () => stores.originals.put(key, `photo ${index}`, { contentType: '' }, signal);
    await put();
    const state = index % oneIn === 0 ? states[(index / oneIn) % states.length] : undefined;
    if (state) due.set(key, state);
    if (state !== 'missing') await reconcile(key, 'first');
    if (state === 'outdated')
      await stores.originals.put(key, `changed ${index}`, { contentType: '' }, signal);
    if (state === 'orphaned') stores.originals.objects.delete(key);
    if (state === 'damaged')
      await stores.thumbnails.put(key, 'a foreign object', { contentType: '' }, signal);
  }
  made.clear();

  const dry = await run({ dryRun: true });
  assert.equal(dry.photos, count);
  let killed = 0;
  Object.assign(requests, { s3Write: 0, s3Read: 0, sqs: 0 });
  for (const after of [230, 310, Number.POSITIVE_INFINITY]) {
    try {
      const report = await run({ killAfter: after });
      assert.equal(report.resumed, killed > 0);
    } catch (error) {
      assert.match(String(error), /killed/);
      killed += 1;
    }
  }
  assert.equal(killed, 2);

  for (let message = messages.shift(); message; message = messages.shift()) {
    await reconcile(message.key, message.isNew ? 'first' : 'check');
  }
  const expected = { ...addRequests(dry.own, dry.work), sqs: dry.own.sqs };
  assertNear(requests.s3Write, expected.s3Write, 'PUT and LIST');
  assertNear(requests.s3Read, expected.s3Read, 'GET and HEAD');
  assertNear(costOf(requests), costOf(expected), 'USD');
  assert.deepEqual(
    [...made.values()].filter((times) => times > 1),
    [],
  );
  const records = new Map<string, ReturnType<typeof parseOutcomeKey>[]>();
  for (const name of stores.derived.objects.keys()) {
    const record = parseOutcomeKey(name);
    if (record?.original) records.set(record.original, [...(records.get(record.original) ?? []), record]);
  }
  for (const [key, { etag }] of stores.originals.objects) {
    const found = (records.get(key) ?? []).filter((record) => record !== undefined);
    assert.equal(chooseOutcome(found, etag)?.outcome.status, 'ready', key);
    assert.equal(found.length, 1);
    assert.equal(stores.thumbnails.objects.get(key)?.metadata['source-etag'], etag);
  }
  const orphans = [...due].filter(([, state]) => state === 'orphaned').length;
  assert.equal(stores.thumbnails.objects.size, count - orphans);
  assert.equal((await run({})).own.sqs, 0);

  /** A sweep that dies after some checks. */
  function run({ killAfter = Number.POSITIVE_INFINITY, dryRun = false }) {
    let sent = 0;
    const options: SweepOptions = {
      ...stores,
      checkpoint: createCheckpoint(stores.derived, {}, Date.now),
      async sendChecks(checks) {
        if (sent >= killAfter) throw new Error('killed');
        sent += checks.length;
        requests.sqs += 1;
        messages.push(...checks);
      },
      prefix: '',
      storedSince: 0,
      minAgeSeconds: -60,
      deep: true,
      recipeChanged: false,
      retryFailed: false,
      dryRun,
      rate: 1_000_000,
      maxCost: 1000,
      variants: 1,
      concurrency: 1,
      signal,
      now: Date.now,
      onProgress: () => {},
    };
    return sweep(options);
  }
});

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= expected * 0.02, `${actual} ${what} instead of ${expected}`);
}

function setUp() {
  const requests = { s3Write: 0, s3Read: 0, sqs: 0 };
  /** How often each photo's primary was written. */
  const made = new Map<string, number>();
  const before = async (call: string) => {
    if (call === 'list' || call === 'put') requests.s3Write += 1;
    if (call === 'get' || call === 'head') requests.s3Read += 1;
  };
  const stores = {
    originals: createMemoryObjectStore('originals', { before }),
    thumbnails: createMemoryObjectStore('thumbnails', { before }),
    derived: createMemoryObjectStore('derived', { before }),
  };
  const messages: { key: string; isNew: boolean }[] = [];
  const reconcile = createReconcile({
    ...stores,
    thumbnails: {
      ...stores.thumbnails,
      async put(key, ...rest) {
        const etag = await stores.thumbnails.put(key, ...rest);
        if (etag !== undefined) made.set(key, (made.get(key) ?? 0) + 1);
        return etag;
      },
    },
    recipe: sampleRecipe,
    maxBytes: 1000,
    memory: createMemoryBudget(10_000, 4),
    sendCheck: async (key) => void messages.push({ key, isNew: false }),
    now: () => new Date(0),
  });
  const { signal } = new AbortController();
  return {
    stores,
    made,
    messages,
    requests,
    reconcile: (key: string, delivery: 'first' | 'check') => reconcile({ key, delivery }, signal),
  };
}
