import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Endpoint whose callers the emulator takes for TLS clients. */
export interface SecureProxy {
  readonly url: string;
  stop(): void;
}

/**
 * Adds the header of a TLS-terminating proxy, so that `aws:SecureTransport` is true for callers of this proxy and false
 * for direct callers. It keeps the Host header, which is signed.
 */
export async function startSecureProxy(target: string): Promise<SecureProxy> {
  const server = createServer((request, response) => {
    const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
    const upstream = httpRequest(target, { method: request.method, path: request.url, headers });
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
