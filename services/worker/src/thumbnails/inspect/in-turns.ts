import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that can be paused at each `yield`. */
export type Steps<T> = Generator<void, T>;

/** Pieces of a file to inspect between two pauses: about a millisecond. */
export const piecesPerStep = 20_000;

/** Does the work in steps, and lets the event loop do other work between them. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await nextTurn();
  }
}
