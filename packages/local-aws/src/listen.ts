import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const GRACE_MS = 2_000;

/** A server that listens, and how to stop it. */
export interface Listening {
  readonly port: number;
  /** Takes no more connections, runs `finish`, gives open answers two more seconds, then cuts what is left. */
  close(finish: () => Promise<void>): Promise<void>;
}

/** Listens on 127.0.0.1 and nowhere else. @throws Error when the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
  let open = 0;
  server.on('request', (_request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      server.emit('answered');
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close(finish) {
      const closed = once(server, 'close');
      server.close();
      await finish();
      const deadline = AbortSignal.timeout(GRACE_MS);
      while (open > 0 && !deadline.aborted)
        await once(server, 'answered', { signal: deadline }).catch(() => {});
      await finish();
      server.closeAllConnections();
      await closed;
    },
  };
}
