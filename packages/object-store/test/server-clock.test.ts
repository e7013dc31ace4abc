import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServerClock } from '../src/server-clock.ts';
import { good, startFaultServer } from './fault-server.ts';

const noon = Date.UTC(2030, 0, 1, 12);
const minutes = (count: number) => count * 60_000;

test('a clock that is 20 minutes off is corrected, one that is seconds off is not', () => {
  const clock = createServerClock(() => noon);
  assert.equal(clock.now().getTime(), noon);
  clock.note(new Date(noon + minutes(20)).toUTCString());
  assert.equal(clock.now().getTime(), noon + minutes(20));
  clock.note(undefined);
  clock.note('yesterday');
  assert.equal(clock.now().getTime(), noon + minutes(20));
  clock.note(new Date(noon + 3_000).toUTCString());
  assert.equal(clock.now().getTime(), noon);
});

test('after the first answer requests are signed with the time of the server', async (t) => {
  // The server of this test says that it is 10 o'clock on 22 November 2026.
  const { direct, signedAt, fallbacks } = await startFaultServer(t, [good]);
  const { signal } = new AbortController();
  for (let call = 0; call < 2; call += 1) await direct.head('a.jpg', signal);
  assert.deepEqual(fallbacks, []);
  assert.notEqual(signedAt[0], signedAt[1]);
  assert.match(signedAt[1] ?? '', /^20261122T10000\dZ$/);
});
