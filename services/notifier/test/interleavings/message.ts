import type { NotifierMessage } from '@proofsheet/photos';

/** A message of the notifier's queue. */
export type Message = { readonly kind: 'event'; readonly photo: string } | QueuedNotifierMessage;

type QueuedNotifierMessage = NotifierMessage & {
  /** How many times a delivery was refused. */
  refusals?: number;
};

/** Whether two messages are equal, however often they were refused. */
export function isSame(a: Message, b: Message): boolean {
  return JSON.stringify({ ...a, refusals: 0 }) === JSON.stringify({ ...b, refusals: 0 });
}

/** Names a message in the trace of a mistake. */
export function nameOf(message: Message): string {
  if (message.kind === 'event') return `event ${message.photo.at(-5)}`;
  return message.kind === 'digest' ? `digest ${message.name}` : `delivery ${message.batch}`;
}
