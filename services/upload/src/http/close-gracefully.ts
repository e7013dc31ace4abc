import type { Socket } from 'node:net';
import type { App } from './create-server.ts';

/**
 * Closes each connection after its current response when the app closes: kept alive, it would delay closing until its idle
 * timeout. Returns a signal that aborts when closing begins.
 */
export function closeGracefully(app: App): AbortSignal {
  const closing = new AbortController();
  const unused = watchUnused(app);
  app.addHook('preClose', async () => {
    closing.abort();
    for (const socket of unused) socket.destroy();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing.signal.aborted) reply.header('connection', 'close');
    done();
  });
  return closing.signal;
}

/** Connections that have not sent a request yet, as browsers open them in advance. Node does not count them as idle. */
function watchUnused(app: App): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}
