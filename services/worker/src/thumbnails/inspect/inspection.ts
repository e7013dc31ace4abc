import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FailureReason } from '@proofsheet/photos';

/** Results of inspecting the structure of a file before libvips reads it. */
export interface Inspection {
  /** As the settings name it; undefined for formats that are not inspected. */
  readonly format?: string;
  /** Why the file is rejected at once. */
  readonly refused?: FailureReason;
  /** Frames of an animation, counted up to one above the maximum. */
  readonly frames?: number;
  /** Whether a JPEG is stored in several passes over the whole image. Decoders then keep it in memory. */
  readonly severalPasses?: boolean;
  /** Whether a JPEG has no end marker after its first scan. */
  readonly lacksEnd?: boolean;
}

/** Larger metadata is hidden, in bytes. Cameras write some kilobytes. */
export const maxExifBytes = 1024 ** 2;
/** Larger colour profiles are hidden, in bytes. The largest in use, for printers, have about 3 MB. */
export const maxProfileBytes = 4 * 1024 ** 2;

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
