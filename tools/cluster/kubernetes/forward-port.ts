import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { PortForward } from '@kubernetes/client-node';
import type { Cluster } from './open-cluster.ts';

/** A loopback port that forwards to a Service of the cluster. */
export interface ForwardedPort {
  readonly url: string;
  close(): void;
}

/**
 * Forwards every connection to a pod of the Service that is ready at that time. A connection without one is refused, and
 * it ends with its pod.
 * @param port of the pods
 * @param localPort 0: any that is free
 */
export async function forwardPort(
  { config, namespace }: Cluster,
  service: string,
  port: number,
  localPort = 0,
): Promise<ForwardedPort> {
  const forward = new PortForward(config);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // The client sees the connection end.
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    connect(socket).catch(() => socket.destroy());
  });

  async function connect(socket: Socket): Promise<void> {
    const tunnel = await forward.portForwardService(namespace, service, [port], socket, null, socket);
    if (typeof tunnel === 'function') return;
    tunnel.onclose = () => socket.end();
    socket.once('close', () => tunnel.close());
  }

  server.listen(localPort, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
