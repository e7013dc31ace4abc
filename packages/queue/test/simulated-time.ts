import assert from 'node:assert/strict';
import { mock } from 'node:test';

const START = Date.UTC(2030, 0, 1);

/** From here on timers and Date go by {@link pass}. `setImmediate` stays real: it lets promises run between. */
export function simulateTime(): void {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: START });
}

/** Back to the time of the world. */
export function endSimulation(): void {
  mock.timers.reset();
}

/** Lets everything run that needs no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets milliseconds pass, one step at a time. */
export async function pass(ms: number, stepMs = 10): Promise<void> {
  await settle();
  for (let left = ms; left > 0; left -= stepMs) {
    mock.timers.tick(Math.min(stepMs, left));
    await settle();
  }
}

/** Blocks the event loop: no timer runs before the whole time has passed. */
export function stall(ms: number): void {
  mock.timers.setTime(Date.now() + ms);
}

/** Lets time pass until the condition holds, and fails after `longestMs`. */
export async function passUntil(condition: () => boolean, longestMs = 60_000, stepMs = 10): Promise<void> {
  const end = Date.now() + longestMs;
  await settle();
  while (!condition()) {
    assert.ok(Date.now() < end, `not within ${longestMs} ms: ${condition}`);
    await pass(stepMs, stepMs);
  }
}
