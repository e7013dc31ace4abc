import type { InFlightMessage } from './in-flight-message.ts';
import type { Changes } from './waits.ts';

/** Messages that are being handled or wait, and the number of free slots. */
export interface Slots {
  /** Number of messages that can start now: 0 while one runs alone or waits to run alone. */
  free(): number;
  /** Starts these messages. Those from the third receive on start last and alone. */
  fill(batch: readonly InFlightMessage[]): void;
  running(): readonly InFlightMessage[];
  waiting(): readonly InFlightMessage[];
  /** Removes and returns the messages that have not started. */
  removeWaiting(): readonly InFlightMessage[];
  /** Whether no message can start only because of aborted handlers. */
  blocked(): boolean;
}

export interface SlotsOptions {
  readonly concurrency: number;
  /** Handles one message to its end. Must not reject. */
  readonly run: (inFlight: InFlightMessage) => Promise<void>;
  readonly changes: Changes;
}

/** From this receive on a message may be the one that kills the process, and runs alone. */
const ALONE_FROM_RECEIVE = 3;

export function createSlots({ concurrency, run, changes }: SlotsOptions): Slots {
  const running = new Set<InFlightMessage>();
  let waiting: InFlightMessage[] = [];

  function fill(batch: readonly InFlightMessage[]): void {
    for (const inFlight of batch) {
      if (runsAlone(inFlight)) waiting = insert(waiting, inFlight);
      else void start(inFlight);
    }
    startNextAlone();
  }

  /** A slot is used until its handler ends, even long after an abort: its memory is in use until then. */
  async function start(inFlight: InFlightMessage): Promise<void> {
    running.add(inFlight);
    await run(inFlight);
    running.delete(inFlight);
    startNextAlone();
    changes.wake();
  }

  function startNextAlone(): void {
    if (running.size > 0) return;
    const [next, ...others] = stillHeld();
    waiting = others;
    if (next !== undefined) void start(next);
  }

  function stillHeld(): InFlightMessage[] {
    return waiting.filter(({ abortedAt }) => abortedAt === undefined);
  }

  function free(): number {
    if (waiting.length > 0 && stillHeld().length > 0) return 0;
    for (const inFlight of running) if (runsAlone(inFlight)) return 0;
    return concurrency - running.size;
  }

  function removeWaiting(): readonly InFlightMessage[] {
    const removed = stillHeld();
    waiting = [];
    return removed;
  }

  function blocked(): boolean {
    return running.size > 0 && free() <= 0 && [...running].every(({ abortedAt }) => abortedAt !== undefined);
  }

  return { free, fill, running: () => [...running], waiting: stillHeld, removeWaiting, blocked };
}

/**
 * Messages received less often first, equals in random order: when one of them kills the process, those behind it have
 * been received once more. In a fixed order the same ones would stay behind it until all are dead letters.
 */
function insert(waiting: readonly InFlightMessage[], inFlight: InFlightMessage): InFlightMessage[] {
  const place = Math.floor(Math.random() * (waiting.length + 1));
  return waiting
    .toSpliced(place, 0, inFlight)
    .sort((a, b) => a.message.receiveCount - b.message.receiveCount);
}

/** Whether this message is handled alone. */
export function runsAlone({ message }: InFlightMessage): boolean {
  return message.receiveCount >= ALONE_FROM_RECEIVE;
}
