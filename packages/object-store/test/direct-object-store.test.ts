import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createConnections, createDirectObjectStore, type ObjectStore } from '../src/index.ts';
import { createCountingPool } from './counting-pool.ts';
import { testObjectStore } from './store-suite.ts';

const connections = createConnections();
const pool = createCountingPool();
const stores: ObjectStore[] = [];
const fallbacks: unknown[] = [];
const onFallback = (error: unknown) => fallbacks.push(error);

testObjectStore((s3, endpoint, bucket) => {
  const store = createDirectObjectStore({ s3, endpoint, connections, pool, onFallback }, bucket);
  stores.push(store);
  return store;
});

test('what is plain is never left to the SDK', async () => {
  const { signal } = new AbortController();
  const [store = assert.fail()] = stores;
  fallbacks.length = 0;
  const options = { contentType: 'image/jpeg', metadata: { a: 'b' }, expected: 'absent' } as const;
  const etag = await store.put('plain/한 +%.jpg', 'body', options, signal);
  assert.equal((await store.head('plain/한 +%.jpg', signal))?.etag, etag);
  const object = await store.get('plain/한 +%.jpg', { maxBytes: 4, signal });
  assert.equal(object?.body.toString(), 'body');
  object?.release();
  assert.equal(await store.head('plain/absent', signal), undefined);
  assert.equal(await store.delete('plain/한 +%.jpg', { etag: etag ?? '' }, signal), true);
  assert.deepEqual(fallbacks, []);
});

test('every buffer has come back', () => {
  assert.ok(pool.taken() > 20);
  assert.equal(pool.out.size, 0);
});

after(() => connections.close());
