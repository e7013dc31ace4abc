import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The request id that a proxy or the client sent, if it is safe to log, else a new one. */
export function readRequestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
