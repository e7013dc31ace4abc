import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './create-metrics.ts';
import { createStartAtZero } from './metrics/start-at-zero.ts';

// `import 'node:http'` reads every export, including WebSocket, which loads undici: 30 ms per start.
const { createServer } = process.getBuiltinModule('node:http');

export interface OpsServerOptions {
  /** Undefined listens on all addresses, including IPv6 if the machine has it. */
  readonly host: string | undefined;
  /** 0 picks a free port. */
  readonly port: number;
  readonly metrics: Metrics;
  /** Whether the service can take work now. */
  readonly ready: () => boolean;
}

/**
 * Serves `/healthz` (the process is alive), `/readyz` (200 when it can take work, else 503) and `/metrics` (Prometheus text).
 * Uses node:http: a worker that scales from zero has no time to load a framework for three routes.
 */
export async function startOpsServer(options: OpsServerOptions): Promise<{ port: number; server: Server }> {
  const startAtZero = createStartAtZero();
  const server = createServer((request, response) => {
    answer(request, response, { ...options, startAtZero }).catch(() => send(response, 500, 'failed\n'));
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

interface AnswerOptions extends OpsServerOptions {
  readonly startAtZero: (page: string, scraper: string) => string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { metrics, ready, startAtZero }: AnswerOptions,
): Promise<void> {
  switch (request.url?.split('?', 1)[0]) {
    case '/healthz':
      return send(response, 200, 'ok\n');
    case '/readyz':
      return ready() ? send(response, 200, 'ready\n') : send(response, 503, 'not ready\n');
    case '/metrics': {
      const page = await metrics.metrics();
      // Prometheus and compatible scrapers send this header. Other readers get the real values.
      const scraper = request.headers['x-prometheus-scrape-timeout-seconds'] && request.socket.remoteAddress;
      return send(response, 200, scraper ? startAtZero(page, scraper) : page, metrics.contentType);
    }
    default:
      return send(response, 404, 'not found\n');
  }
}

function send(response: ServerResponse, status: number, body: string, contentType = 'text/plain'): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
