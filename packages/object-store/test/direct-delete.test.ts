import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, etag, headOf, refusal, startFaultServer } from './fault-server.ts';

const { signal } = new AbortController();
const deleted: Answer = (socket) =>
  socket.write(headOf(204, { etag: undefined, 'content-length': undefined }));

test('a delete that S3 carries out is not left to the SDK; every other answer is', async (t) => {
  const plain = await startFaultServer(t, [deleted]);
  for (let time = 0; time < 2; time += 1)
    assert.equal(await plain.direct.delete('a', { etag }, signal), true);
  assert.deepEqual([plain.fallbacks, plain.sockets()], [[], 1]);
  const changed = await startFaultServer(t, [refusal(412, 'PreconditionFailed')]);
  assert.equal(await changed.direct.delete('a', { etag }, signal), false);
  assert.equal(changed.fallbacks.length, 1);
  const cut = await startFaultServer(t, [(socket) => socket.resetAndDestroy(), deleted]);
  assert.equal(await cut.direct.delete('a', { etag }, signal), true);
  assert.equal(cut.fallbacks.length, 1);
});
