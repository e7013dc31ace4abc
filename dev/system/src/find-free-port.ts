import { createServer } from 'node:net';

/** Finds a free loopback port, for a process that cannot choose its own. */
export async function findFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('no free port');
  return port;
}

/** Whether this loopback port is free. */
export async function isFreePort(port: number): Promise<boolean> {
  return port !== 0 && (await listenOnce(port)) === port;
}

async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isListening) return undefined;
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : undefined;
}
