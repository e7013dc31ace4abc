import { callWithin } from './call-within.ts';

/** Any client of the AWS SDK. */
interface Client {
  send(command: never, options?: never): unknown;
}

type Send = (command: unknown, options: { abortSignal: AbortSignal }) => Promise<unknown>;

/**
 * Gives every call of an AWS client a deadline of `maxMs` milliseconds, including retries. The SDK has no deadline, and a
 * server that accepts a connection and never answers would block the caller for ever. Callers that need an answer sooner
 * use `callWithin`. The deadline does not include the body of an answer.
 */
export function limitCalls<C extends Client>(client: C, maxMs: number): C {
  const send = client.send.bind(client) as unknown as Send;
  const limited = (command: unknown, options: { abortSignal?: AbortSignal } = {}) =>
    callWithin(maxMs, options.abortSignal ?? new AbortController().signal, (abortSignal) =>
      send(command, { ...options, abortSignal }),
    );
  client.send = limited as unknown as C['send'];
  return client;
}
