import { whyAborted } from './abort-handler.ts';
import type { Changes } from './changes.ts';
import type { HeldMessage } from './held-message.ts';

/** Who is being handled, who waits, and how many more there is room for. */
export interface Slots {
  /** How many messages could start now: 0 while one runs alone or waits to. */
  free(): number;
  /** Starts these messages, those of the third receipt last and alone. */
  fill(batch: readonly HeldMessage[]): void;
  running(): readonly HeldMessage[];
  waiting(): readonly HeldMessage[];
  /** Takes out what has not started. */
  removeWaiting(): readonly HeldMessage[];
}

export interface SlotsOptions {
  readonly concurrency: number;
  /** Handles one message to its end. Must not reject. */
  readonly run: (held: HeldMessage) => Promise<void>;
  readonly changes: Changes;
}

/** From this receipt on a message may be what kills the process: it takes no neighbour with it. */
const ALONE_FROM_RECEIPT = 3;

export function createSlots({ concurrency, run, changes }: SlotsOptions): Slots {
  const running = new Set<HeldMessage>();
  let waiting: HeldMessage[] = [];

  function fill(batch: readonly HeldMessage[]): void {
    for (const held of batch) {
      if (runsAlone(held)) waiting.push(held);
      else void start(held);
    }
    startNextAlone();
  }

  /** The slot is taken until the handler ends, however long ago it was aborted: so long its memory is in use. */
  async function start(held: HeldMessage): Promise<void> {
    running.add(held);
    await run(held);
    running.delete(held);
    startNextAlone();
    changes.announce();
  }

  function startNextAlone(): void {
    if (running.size > 0) return;
    const [next, ...others] = stillHeld();
    waiting = others;
    if (next !== undefined) void start(next);
  }

  function stillHeld(): HeldMessage[] {
    return waiting.filter((held) => whyAborted(held) === undefined);
  }

  function free(): number {
    if (waiting.length > 0 && stillHeld().length > 0) return 0;
    for (const held of running) if (runsAlone(held)) return 0;
    return concurrency - running.size;
  }

  function removeWaiting(): readonly HeldMessage[] {
    const removed = stillHeld();
    waiting = [];
    return removed;
  }

  return { free, fill, running: () => [...running], waiting: stillHeld, removeWaiting };
}

function runsAlone({ message }: HeldMessage): boolean {
  return message.receiveCount >= ALONE_FROM_RECEIPT;
}
