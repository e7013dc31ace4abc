import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, NoAnswer, readRetryAfter } from '../src/api-error.ts';
import { backOff, decideAfterError, maxAttempts } from '../src/upload/decide-after-error.ts';
import { StorageError } from '../src/upload/transport.ts';

const decide = (error: unknown, attempts = 0) => decideAfterError(error, attempts, () => 0);

test('each error leads to what helps', () => {
  assert.deepEqual(decide(new NoAnswer()), { next: 'wait-for-network', wait: 500 });
  assert.deepEqual(decide(new StorageError(403)), { next: 'sign-again', wait: 500 });
  assert.deepEqual(decide(new StorageError(503)), { next: 'retry', wait: 500 });
  assert.deepEqual(decide(new ApiError(401, {})), { next: 'sign-in' });
  assert.deepEqual(decide(new ApiError(429, {}, 7000)), { next: 'retry', wait: 7000 });
  assert.deepEqual(decide(new ApiError(502, {})), { next: 'retry', wait: 500 });
});

test('what cannot succeed fails at once, with what the service said', () => {
  const refused = new ApiError(415, {
    type: 'urn:proofsheet:problem:content-type-refused',
    detail: 'No text',
  });
  assert.deepEqual(decide(refused), { next: 'fail', failure: { kind: 'not-a-photo', title: 'No text' } });
});

test('no network never uses up the attempts', () => {
  assert.equal(decide(new NoAnswer(), maxAttempts * 2).next, 'wait-for-network');
  assert.equal(decide(new StorageError(503), maxAttempts - 1).next, 'fail');
});

test('waits twice as long each time, up to a minute, with jitter', () => {
  assert.deepEqual(
    [0, 1, 2, 20].map((attempts) => backOff(attempts, () => 1)),
    [1000, 2000, 4000, 60_000],
  );
  assert.deepEqual(
    [0, 1, 2, 20].map((attempts) => backOff(attempts, () => 0)),
    [500, 1000, 2000, 30_000],
  );
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  assert.equal(readRetryAfter('3', now), 3000);
  assert.equal(readRetryAfter('Tue, 24 Nov 2026 12:00:05 GMT', now), 5000);
  assert.equal(readRetryAfter('soon', now), undefined);
  assert.equal(readRetryAfter(null, now), undefined);
});
