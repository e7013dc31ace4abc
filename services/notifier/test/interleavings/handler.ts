import type { TopicName } from '../../src/notify/topics.ts';
import type { Message } from './message.ts';

/**
 * What becomes of a call. `refuse`: it fails without effect. `lose`: it takes effect, and fails because its answer is
 * lost. `repeat`: the same, but the client repeats it, and the repetition of a conditional write is refused.
 */
export type Effect = 'succeed' | 'refuse' | 'lose' | 'repeat';

/** A call that its handler waits in. */
export interface ParkedCall {
  readonly call: string;
  /** What a write writes. */
  readonly body: string;
  readonly proceed: (effect: Effect) => void;
}

/** A notifier that handles a message. */
export interface Handler {
  readonly message: Message;
  readonly parked: ParkedCall[];
  /** All answers so far: with the message, they decide what the handler does next. */
  readonly history: string[];
  /** By topic, photos that it has accepted and of which no record says so yet. */
  readonly accepted: Record<TopicName, Set<string>>;
  /** Keys of claims and delivery records that the handler wrote and no other has replaced. */
  readonly held: Set<string>;
  /** Whether a call failed, or a lease ran out: the handler may fail then. */
  isDisturbed: boolean;
  /** Whether its lease ran out after it had looked at the clock, before the topic accepted the message. */
  isLate: boolean;
  /** What it finds when it looks whether it is time. */
  secondsToWait: number;
}

export function createHandler(message: Message): Handler {
  return {
    message,
    parked: [],
    history: [],
    accepted: { owner: new Set(), shared: new Set() },
    held: new Set(),
    isDisturbed: false,
    isLate: false,
    secondsToWait: 0,
  };
}

/** Holds the handler up until the call may go on. Returns what becomes of the call. */
export function park({ parked }: Handler, call: string, body = ''): Promise<Effect> {
  return new Promise((proceed) => {
    parked.push({ call, body, proceed });
  });
}

/** The error of a call that fails. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}
