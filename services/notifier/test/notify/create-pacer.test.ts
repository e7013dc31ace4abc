import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer } from '../../src/notify/create-pacer.ts';

test('calls are limited per second, and the first starts at once', async () => {
  const { signal } = new AbortController();
  const takeTurn = createPacer({ perSecond: 50, now: Date.now });
  const start = Date.now();
  await takeTurn(signal);
  assert.ok(Date.now() - start < 15);
  await Promise.all(Array.from({ length: 10 }, () => takeTurn(signal)));
  const elapsed = Date.now() - start;
  assert.ok(elapsed >= 195, `11 turns took ${elapsed} ms`);
});

test('an aborted caller does not wait any longer', async () => {
  const takeTurn = createPacer({ perSecond: 1, now: Date.now });
  await takeTurn(new AbortController().signal);
  await assert.rejects(takeTurn(AbortSignal.abort()), { name: 'AbortError' });
});
