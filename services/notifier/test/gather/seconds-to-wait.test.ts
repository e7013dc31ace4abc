import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSecondsToWait } from '../../src/gather/seconds-to-wait.ts';

/** Records written so many seconds ago, by their cut times. */
function waitFor(...ages: number[]): number {
  const now = 1_000_000_000;
  const secondsToWait = createSecondsToWait({ quietSeconds: 30, maxWaitSeconds: 300, now: () => now });
  return secondsToWait(ages.map((age) => ({ lastModified: new Date(now - age * 1000) })));
}

const cases: [what: string, ages: number[], wait: number][] = [
  ['one that is new', [0], 31],
  ['one that is 30 s old may be 29.001 s old', [30], 1],
  ['one that is 31 s old', [31], 0],
  ['the youngest counts', [200, 100, 10, 150], 21],
  ['but the oldest waits no longer than the maximum', [290, 10], 10],
  ['and is then due with all others', [300, 0], 0],
  ['parts of a second are waited for whole', [30.4], 1],
  ['a clock that is behind waits longer', [-5], 36],
];
for (const [what, ages, wait] of cases) {
  test(`${what}: ${wait} s`, () => assert.equal(waitFor(...ages), wait));
}

test('without a quiet time nothing waits', () => {
  const secondsToWait = createSecondsToWait({ quietSeconds: 0, maxWaitSeconds: 300, now: () => 0 });
  assert.equal(secondsToWait([{ lastModified: new Date(500) }]), 0);
});
