import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer } from '../../src/notify/create-pacer.ts';

const { signal } = new AbortController();

test('the first call starts at once, not after an hour', { timeout: 60_000 }, async () => {
  await createPacer({ perSecond: 1 / 3600, now: Date.now })(signal);
});

test('calls are limited per second', async () => {
  const takeTurn = createPacer({ perSecond: 50, now: Date.now });
  const start = Date.now();
  await Promise.all(Array.from({ length: 11 }, () => takeTurn(signal)));
  const elapsed = Date.now() - start;
  assert.ok(elapsed >= 195, `11 turns took ${elapsed} ms`);
});

test('an aborted caller does not wait any longer', async () => {
  const takeTurn = createPacer({ perSecond: 1, now: Date.now });
  await takeTurn(new AbortController().signal);
  await assert.rejects(takeTurn(AbortSignal.abort()), { name: 'AbortError' });
});
