import type { Socket } from 'node:net';
import type { App } from './create-server.ts';

/**
 * Ends connections with the answers that are under way when the app closes: kept alive, they would hold it up until
 * their idle time is over. The signal that it returns aborts when closing begins.
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

/** Connections without a request so far, as browsers open them in advance: to Node they are not idle. */
function watchUnused(app: App): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}
