import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@proofsheet/harness/until';
import { findFreePort } from '@proofsheet/system';

/** A loopback port that forwards to a Service of the cluster. */
export interface ForwardedPort {
  readonly url: string;
  close(): void;
}

/** `kubectl port-forward`, restarted when it exits: it does when its pod goes or a connection breaks. */
export async function forwardPort(namespace: string, target: string, port: number): Promise<ForwardedPort> {
  const local = await findFreePort();
  const args = ['port-forward', '--namespace', namespace, target, `${local}:${port}`];
  let child: ChildProcess;
  let closed = false;
  function start(): void {
    child = spawn('kubectl', args, { stdio: 'ignore' });
    child.once('exit', async () => {
      await delay(500);
      if (!closed) start();
    });
  }
  start();
  process.once('exit', () => child.kill());
  await until(`a connection to ${target}`, () => accepts(local), 30_000);
  return {
    url: `http://127.0.0.1:${local}`,
    close() {
      closed = true;
      child.kill();
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}
