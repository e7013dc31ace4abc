import { callWithin } from './call-within.ts';

/** Any client of the AWS SDK. */
interface Client {
  send(command: never, options?: never): unknown;
}

type Send = (command: unknown, options: { abortSignal: AbortSignal }) => Promise<unknown>;

/**
 * Gives every call of an AWS client a deadline of `maxMs` milliseconds, its retries included: the SDK itself has none,
 * and a server that accepts a connection and never answers would hold the caller for ever. The one place that sees to
 * this for S3, SQS and SNS; a caller that needs an answer sooner uses `callWithin`. The body of an answer comes after it.
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
