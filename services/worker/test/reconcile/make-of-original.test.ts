import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectStore } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { writeThumbnailMetadata } from '@proofsheet/photos';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createMakeOfOriginal } from '../../src/reconcile/make-of-original.ts';
import type { Failed, Made, Plan, Recipe, Work } from '../../src/thumbnails/recipe.ts';
import { DecodeTimeoutError } from '../../src/thumbnails/start-work.ts';
import { done, thumbnailsOf } from './sample-recipe.ts';

const { signal } = new AbortController();
const nothing = { usedBytes: 0, holders: 0, waiting: 0 };

test('an original that fits is read once, and all it took is given back', async () => {
  const { make, calls, memory } = await setUp({ body: 'cat' });
  const found = await make();
  assert.deepEqual(found?.made, thumbnailsOf('cat'));
  assert.equal(found?.original.size, 3);
  assert.ok(!('body' in (found?.original ?? {})));
  assert.deepEqual(calls, { get: 1, plan: 1, release: 1 });
  assert.deepEqual(memory.status(), nothing);
});

test('an original that is absent is nothing, and takes nothing', async () => {
  const { make, memory } = await setUp({});
  assert.equal(await make(), undefined);
  assert.deepEqual(memory.status(), nothing);
});

test('an original that is refused by its header gives back what it took', async () => {
  const { make, calls, memory } = await setUp({
    body: 'cat',
    plan: () => done<Failed>({ kind: 'failed', reason: 'corrupt' }),
  });
  assert.deepEqual((await make())?.made, { kind: 'failed', reason: 'corrupt' });
  assert.equal(calls.release, 1);
  assert.deepEqual(memory.status(), nothing);
});

test('the work holds as much as body and plan take, no more', async () => {
  const { end, plan } = openWork(50);
  const { make, memory } = await setUp({ body: 'cat', plan });
  const found = make();
  await turn();
  assert.equal(memory.status().usedBytes, 53);
  end();
  await found;
});

test('while little memory is free a photo waits before it is read', async () => {
  const { make, calls, memory } = await setUp({ body: 'cat', memoryBytes: 700 });
  const other = await memory.acquire(600, signal);
  const small = make();
  await turn();
  // 1,000 in all, which is also the first guess: it waits before it reads.
  assert.deepEqual([calls.get, memory.status().waiting], [0, 1]);
  other.release();
  assert.equal((await small)?.made.kind, 'made');
});

test('what turns out to need more than is free waits while it holds nothing', async () => {
  const total = 64 * 1024 ** 2;
  const { make, calls, memory } = await setUp({ body: 'cat', memoryBytes: total - 1000, total });
  const other = await memory.acquire(1024 ** 2, signal);
  const found = make();
  await turn();
  assert.deepEqual(calls, { get: 1, plan: 1, release: 1 });
  assert.deepEqual(memory.status(), { usedBytes: 1024 ** 2, holders: 1, waiting: 1 });
  other.release();
  assert.deepEqual((await found)?.made, thumbnailsOf('cat'));
  assert.deepEqual(calls, { get: 2, plan: 2, release: 2 });
  assert.deepEqual(memory.status(), nothing);
});

test('an original larger than the first guess is read once that much is free', async () => {
  const total = 64 * 1024 ** 2;
  const { make, calls, memory } = await setUp({ body: Buffer.alloc(20 * 1024 ** 2), total });
  const found = await make();
  assert.equal(found?.made.kind, 'made');
  assert.deepEqual(calls, { get: 2, plan: 1, release: 1 });
  assert.deepEqual(memory.status(), nothing);
});

test('what can never fit fails, by its decode or by its size alone', async () => {
  for (const [body, memoryBytes, plans] of [
    ['cat', 998, 1],
    ['x'.repeat(1001), 1, 0],
  ] as const) {
    const { make, calls, memory } = await setUp({ body, memoryBytes });
    assert.deepEqual((await make())?.made, { kind: 'failed', reason: 'too-much-memory' });
    assert.equal(calls.plan, plans);
    assert.deepEqual(memory.status(), nothing);
  }
});

test('what just fits is made', async () => {
  const { make } = await setUp({ body: 'cat', memoryBytes: 997 });
  assert.equal((await make())?.made.kind, 'made');
});

test('an original of more bytes than are allowed fails unread', async () => {
  const { make, calls, memory } = await setUp({ body: 'x'.repeat(101), maxBytes: 100 });
  const found = await make();
  assert.deepEqual(found?.made, { kind: 'failed', reason: 'too-large' });
  assert.equal(found?.original.size, 101);
  assert.deepEqual(calls, { get: 1, plan: 0, release: 0 });
  assert.deepEqual(memory.status(), nothing);
});

test('past its deadline it is tried again, but memory and buffer stay taken until the decoder ends', async () => {
  const { end, plan } = openWork(50, Promise.reject(new DecodeTimeoutError(30)));
  const { make, calls, memory } = await setUp({ body: 'cat', plan });
  await assert.rejects(make(), { name: 'DecodeTimeoutError' });
  await turn();
  assert.equal(calls.release, 0);
  assert.deepEqual(memory.status(), { usedBytes: 53, holders: 1, waiting: 0 });
  end();
  await turn();
  assert.equal(calls.release, 1);
  assert.deepEqual(memory.status(), nothing);
});

test('a decode or a header that is too slow while nothing else is handled fails the photo for good', async () => {
  const late = () => Promise.reject<never>(new DecodeTimeoutError(30));
  const decode = await setUp({ body: 'cat', alone: true, plan: openWork(50, late()).plan });
  assert.deepEqual((await decode.make())?.made, { kind: 'failed', reason: 'timeout' });
  const header = await setUp({ body: 'cat', alone: true, plan: () => done(late()) });
  assert.deepEqual((await header.make())?.made, { kind: 'failed', reason: 'timeout' });
  const busy = await setUp({ body: 'cat', plan: () => done(late()) });
  await assert.rejects(busy.make(), { name: 'DecodeTimeoutError' });
});

test('the header is read within a grant of memory, which stays taken until libvips has let go', async () => {
  const { promise: settled, resolve: end } = Promise.withResolvers<void>();
  const result = Promise.reject(new DecodeTimeoutError(30));
  const { make, memory } = await setUp({ body: 'cat', headerBytes: 400, plan: () => ({ result, settled }) });
  await assert.rejects(make());
  assert.equal(memory.status().usedBytes, 1000);
  end();
  await turn();
  assert.deepEqual(memory.status(), nothing);
  const tooMuch = await setUp({ body: 'cat', headerBytes: 998 });
  assert.deepEqual((await tooMuch.make())?.made, { kind: 'failed', reason: 'too-much-memory' });
});

test('work that fails for no fault of the image throws, and gives back once it has settled', async () => {
  const { end, plan } = openWork(50, Promise.reject(new Error('no threads')));
  const { make, calls, memory } = await setUp({ body: 'cat', plan });
  await assert.rejects(make(), /no threads/);
  assert.equal(calls.release, 0);
  end();
  await turn();
  assert.equal(calls.release, 1);
  assert.deepEqual(memory.status(), nothing);
});

test('a thumbnail in the originals bucket is recognised and not decoded', async () => {
  const now = new Date();
  const metadata = writeThumbnailMetadata({
    sourceEtag: '"e"',
    recipe: 'r',
    width: 200,
    height: 150,
    originalWidth: 400,
    originalHeight: 300,
    originalSize: 9,
    storedAt: now,
    madeAt: now,
  });
  const { make, calls, memory } = await setUp({ body: 'thumb', metadata });
  assert.deepEqual((await make())?.made, { kind: 'own' });
  assert.deepEqual(calls, { get: 1, plan: 0, release: 1 });
  assert.deepEqual(memory.status(), nothing);
});

test('what was made last is not made again, another version is', async () => {
  const { make, calls, put } = await setUp({ body: 'cat' });
  const first = await make();
  assert.equal(await make(first?.original), first);
  assert.equal(calls.get, 1);
  await put('dog');
  const head = { ...first?.original, etag: '"of the dog"' } as NonNullable<typeof first>['original'];
  assert.deepEqual((await make(head))?.made, thumbnailsOf('dog'));
  assert.equal(calls.get, 2);
});

test('without a known version the original is read', async () => {
  const { make, calls } = await setUp({ body: 'cat' });
  await make();
  await make();
  assert.equal(calls.get, 2);
});

test('what S3 throws is thrown, and the grant is given back', async () => {
  const { make, memory } = await setUp({ body: 'cat', before: async () => Promise.reject(new Error('503')) });
  await assert.rejects(make(), /503/);
  assert.deepEqual(memory.status(), nothing);
});

test('a photo that is aborted while it waits for memory reads nothing and holds nothing', async () => {
  const controller = new AbortController();
  const { make, calls, memory } = await setUp({ body: 'cat', signal: controller.signal });
  const other = await memory.acquire(1000, signal);
  const found = make();
  controller.abort(new Error('too late'));
  await assert.rejects(found, /too late/);
  assert.equal(calls.get, 0);
  other.release();
  assert.deepEqual(memory.status(), nothing);
});

interface Options {
  readonly body?: string | Buffer;
  readonly metadata?: Record<string, string>;
  readonly total?: number;
  readonly maxBytes?: number;
  /** Of the plan, which makes text of text unless there is another. */
  readonly memoryBytes?: number;
  readonly plan?: Recipe['plan'];
  readonly before?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly alone?: boolean;
  readonly headerBytes?: number;
}

async function setUp({ total = 1000, maxBytes = 2 ** 30, memoryBytes = 1, ...options }: Options) {
  const store = createMemoryObjectStore('originals');
  const put = (body: string | Buffer, metadata = {}) =>
    store.put('cat.jpg', body, { contentType: 'image/jpeg', metadata }, signal);
  if (options.body !== undefined) await put(options.body, options.metadata);
  const calls = { get: 0, plan: 0, release: 0 };
  const originals: ObjectStore = {
    ...store,
    async get(key, get) {
      calls.get += 1;
      await options.before?.();
      const object = await store.get(key, get);
      const release = () => {
        calls.release += 1;
      };
      return object && { ...object, release };
    },
  };
  const recipe: Recipe = {
    id: 'fake',
    limitsId: 'none',
    variants: [],
    headerBytes: options.headerBytes ?? 0,
    plan(body, outer) {
      calls.plan += 1;
      return options.plan?.(body, outer) ?? done(planOf(memoryBytes, workOn(body)));
    },
  };
  const memory = createMemoryBudget(total, 4);
  const make = createMakeOfOriginal(
    { originals, recipe, maxBytes, memory, alone: options.alone ?? false },
    'cat.jpg',
    options.signal ?? signal,
  );
  return { make, calls, memory, put };
}

function workOn(body: Buffer): Work<Made> {
  return done<Made>(thumbnailsOf(body.toString()));
}

function planOf(memoryBytes: number, work: Work<Made>): Plan {
  return { kind: 'plan', memoryBytes, start: () => work };
}

/** Work that is not settled before `end` is called. Its result is there before that only if it is given. */
function openWork(memoryBytes: number, early?: Made | Promise<Made>) {
  const { promise: settled, resolve: end } = Promise.withResolvers<void>();
  const result = early ? Promise.resolve(early) : settled.then(() => thumbnailsOf('late'));
  return { end, plan: () => done(planOf(memoryBytes, { result, settled })) };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
