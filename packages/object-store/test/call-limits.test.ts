import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectStore } from '../src/index.ts';
import { type Answer, headOf, startFaultServer } from './fault-server.ts';

const { signal } = new AbortController();
const limits = { answerMs: 100, transferMs: 100 };

const calls: Readonly<Record<string, (store: ObjectStore) => Promise<unknown>>> = {
  get: (store) => store.get('a', { maxBytes: 1000, signal }),
  head: (store) => store.head('a', signal),
  put: (store) => store.put('a', 'x', { contentType: 'image/jpeg' }, signal),
  delete: (store) => store.delete('a', { etag: '"1"' }, signal),
  list: (store) => store.list({ prefix: 'a' }, signal),
};

const hanging: Answer = () => {};
const stalling: Answer = (socket) => {
  socket.write(`${headOf(200, { 'content-length': '23' })}the first`);
};

for (const [call, run] of Object.entries(calls)) {
  test(`storage that accepts a call and never answers ends it by its deadline: ${call}`, async (t) => {
    const { direct, sdk, pool } = await startFaultServer(t, [hanging], { limits });
    await assert.rejects(run(direct), { name: 'TimeoutError' });
    await assert.rejects(run(sdk), { name: 'TimeoutError' });
    assert.equal(pool.out.size, 0);
  });
}

test('a body that stops half way ends the call by its deadline', async (t) => {
  const { direct, sdk, pool } = await startFaultServer(t, [stalling], { limits });
  const get = calls.get ?? assert.fail();
  await assert.rejects(get(direct), { name: 'TimeoutError' });
  await assert.rejects(get(sdk), { name: 'TimeoutError' });
  assert.equal(pool.out.size, 0);
});
