import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An OCI registry on loopback, in memory. */
export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  stop(): Promise<void>;
}

/** @param crane path of the program, which has a registry for tests */
export async function startRegistry(crane: string): Promise<Registry> {
  const host = `127.0.0.1:${await freePort()}`;
  const server = spawn(crane, ['registry', 'serve', '--address', host], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  while (
    !(await fetch(`http://${host}/v2/`).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null) throw new Error(`the registry ended with ${server.exitCode}`);
    await delay(100);
  }
  return {
    host,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
