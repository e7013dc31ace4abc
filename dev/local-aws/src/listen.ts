import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const GRACE_MS = 2_000;

/** A server that listens, and how to stop it. */
export interface Listening {
  readonly port: number;
  /** Stops accepting connections. */
  refuse(): void;
  /** Waits up to two seconds for open responses, then closes their connections. */
  close(): Promise<void>;
}

/** @throws Error if the port is taken. */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  const answered = new EventEmitter();
  let open = 0;
  server.on('request', (_request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      answered.emit('one');
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  const closed = once(server, 'close');
  return {
    port: (server.address() as AddressInfo).port,
    refuse: () => server.close(),
    async close() {
      const signal = AbortSignal.timeout(GRACE_MS);
      while (open > 0 && !signal.aborted) await once(answered, 'one', { signal }).catch(() => {});
      server.closeAllConnections();
      await closed;
    },
  };
}
