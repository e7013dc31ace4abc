import type { StoredObject } from '@proofsheet/object-store';
import type { Handler, Message } from './handler.ts';

interface State {
  readonly derived: ReadonlyMap<string, StoredObject>;
  readonly messages: ReadonlySet<Message>;
  readonly handlers: ReadonlySet<Handler>;
  /** Whatever else decides what can happen. */
  readonly rest: readonly unknown[];
}

/**
 * A text for the state. Nonces are numbered in the order in which they stand in it: two states in which only the nonces
 * differ go on alike.
 */
export function describeState({ derived, messages, handlers, rest }: State): string {
  const objects = [...derived].map(([key, { body }]) => `${key}=${body}`);
  const tell = ({ message, history, accepted, parked }: Handler) =>
    [message.kind, message.photo, ...history, 'accepted', ...accepted, parked[0]?.call].join('>');
  const queue = [...messages].map((message) => {
    const holders = [...handlers].filter((handler) => handler.message === message);
    return `${message.kind} ${message.photo}[${sort(holders.map(tell))}]`;
  });
  const orphans = [...handlers].filter(({ message }) => !messages.has(message)).map(tell);
  return numberNonces(JSON.stringify([sort(objects), sort(queue), sort(orphans), rest]));
}

/** In an order that does not depend on nonces. */
function sort(texts: readonly string[]): string[] {
  const mask = (text: string) => text.replace(/<\d+>/g, '');
  return [...texts].sort((a, b) => (mask(a) < mask(b) ? -1 : 1));
}

function numberNonces(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(/<\d+>/g, (nonce) => {
    const number = numbers.get(nonce) ?? numbers.size;
    numbers.set(nonce, number);
    return `<${number}>`;
  });
}
