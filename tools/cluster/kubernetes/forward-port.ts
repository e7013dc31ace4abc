import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type KubeConfig, PortForward } from '@kubernetes/client-node';

/** A loopback port that forwards to a Service of the cluster. */
export interface ForwardedPort {
  readonly url: string;
  close(): void;
}

export interface ForwardOptions {
  readonly service: string;
  /** Of the pods. */
  readonly port: number;
  /** On this machine; 0, the default: any that is free. */
  readonly localPort?: number;
}

/**
 * Forwards every connection to a pod of the Service that is ready at that time. A connection without one is refused, and
 * it ends with its pod.
 */
export async function forwardPort(
  config: KubeConfig,
  namespace: string,
  { service, port, localPort = 0 }: ForwardOptions,
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
