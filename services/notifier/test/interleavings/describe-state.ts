import type { StoredObject } from '@proofsheet/object-store';
import type { Handler } from './handler.ts';
import type { Message } from './message.ts';

interface State {
  readonly derived: ReadonlyMap<string, StoredObject>;
  readonly messages: ReadonlySet<Message>;
  readonly handlers: ReadonlySet<Handler>;
  /** Everything else that decides what can happen. */
  readonly rest: readonly unknown[];
}

/**
 * A text for the state. Nonces are numbered in the order in which they occur in it: two states that differ only in
 * nonces go on alike.
 */
export function describeState({ derived, messages, handlers, rest }: State): string {
  const objects = [...derived].map(([key, { body }]) => `${key}=${body}`);
  const running = [...handlers].map(describeHandler);
  const known = `${objects} ${running}`;
  const describe = (message: Message) => describeMessage(message, known);
  const queue = [...messages].map((message) => {
    const holders = [...handlers].filter((handler) => handler.message === message);
    return `${describe(message)}[${sort(holders.map(describeHandler))}]`;
  });
  const orphans = [...handlers]
    .filter(({ message }) => !messages.has(message))
    .map((handler) => `${describe(handler.message)}${describeHandler(handler)}`);
  return numberNonces(JSON.stringify([sort(objects), sort(queue), sort(orphans), rest]));
}

function describeHandler({ history, accepted, parked, isDisturbed, isLate, held }: Handler): string {
  const [next] = parked;
  const unrecorded = [...accepted.owner, '/', ...accepted.shared];
  return [...history, 'accepted', ...unrecorded, isDisturbed, isLate, ...held, next?.call, next?.body].join(
    '>',
  );
}

/** The name of a digest matters only while a window, or a handler about to open one, has it. */
function describeMessage(message: Message, known: string): string {
  if (message.kind === 'event') return `event ${message.photo}`;
  if (message.kind === 'delivery') return `delivery ${message.batch} ${message.refusals}`;
  return `digest ${known.includes(message.name) ? message.name : ''}`;
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
