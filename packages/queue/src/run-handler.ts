import type { Tell } from './consumer-events.ts';
import type { HeldMessage } from './held-message.ts';
import type { LoseMessage } from './lose-message.ts';
import type { Handle } from './message.ts';
import type { Outcome } from './settle-message.ts';

export interface RunHandlerOptions {
  readonly handle: Handle;
  readonly settle: (held: HeldMessage, outcome: Outcome) => void;
  readonly loseMessage: LoseMessage;
  readonly tell: Tell;
  readonly now: () => number;
  readonly closed: AbortSignal;
}

/** Runs the handler of one message to its end. Never rejects, whatever the handler throws and however. */
export function createRunHandler(options: RunHandlerOptions): (held: HeldMessage) => Promise<void> {
  const { handle, settle, loseMessage, tell, now, closed } = options;

  async function run(held: HeldMessage): Promise<Outcome> {
    try {
      await handle(held.message, { signal: held.aborter.signal });
      return { returned: true };
    } catch (error) {
      return { returned: false, error };
    }
  }

  return async (held) => {
    if (now() >= held.heldUntil)
      return loseMessage(held, 'its visibility timeout may have ended before its turn');
    held.startedAt = now();
    tell('started', held.message);
    const outcome = await run(held);
    // A handler that outlived the consumer: its message comes back by itself.
    if (!closed.aborted) settle(held, outcome);
  };
}
