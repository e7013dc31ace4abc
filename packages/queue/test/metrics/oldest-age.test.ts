import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOldestAge } from '../../src/metrics/oldest-age.ts';

const start = Date.parse('2026-11-22T10:00:00Z');

function setUp() {
  let time = start;
  const age = createOldestAge(() => time);
  const pass = (seconds: number) => {
    time += seconds * 1_000;
  };
  const message = (sentSecondsAgo: number, delaySeconds = 0) => ({
    id: '1',
    body: '',
    receiveCount: 1,
    sentAt: new Date(time - sentSecondsAgo * 1_000),
    delaySeconds,
  });
  return { age, pass, message };
}

test('what is held grows older, and the oldest of all counts', () => {
  const { age, pass, message } = setUp();
  assert.equal(age.seconds(), 0);
  age.take(message(3));
  age.take(message(10));
  age.take(message(1));
  assert.equal(age.seconds(), 10);
  pass(100);
  assert.equal(age.seconds(), 110);
});

test('what was let go counts for a minute, as old as it was then', () => {
  const { age, pass, message } = setUp();
  const old = message(10);
  age.take(old);
  pass(5);
  age.letGo(old);
  pass(59);
  assert.equal(age.seconds(), 15);
  pass(2);
  assert.equal(age.seconds(), 0);
});

test('a steady flow of young messages never looks old', () => {
  const { age, pass, message } = setUp();
  for (let second = 0; second < 300; second += 1) {
    const one = message(0.1);
    age.take(one);
    pass(1);
    age.letGo(one);
  }
  assert.ok(Math.abs(age.seconds() - 1.1) < 1e-9);
});

test('a delay that we gave it is no waiting, and a clock that is ahead gives no age below zero', () => {
  const { age, message } = setUp();
  age.take(message(900, 900));
  age.take(message(-5));
  assert.equal(age.seconds(), 0);
  age.take(message(910, 900));
  assert.equal(age.seconds(), 10);
});

test('a message without its time is left out', () => {
  const { age } = setUp();
  age.take({ id: '1', body: '', receiveCount: 1, sentAt: undefined });
  assert.equal(age.seconds(), 0);
});
