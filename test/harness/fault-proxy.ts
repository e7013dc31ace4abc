import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A request that passes the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The operation of a request to SQS, such as `ReceiveMessage`. */
  readonly operation: string | undefined;
}

/** A fault that the proxy injects. */
export type Fault =
  | 'pass'
  /** Cuts the connection before the request is forwarded. */
  | 'reset'
  /** Never answers. */
  | 'stall'
  /** Cuts the connection in the middle of the response. The request has taken effect. */
  | 'cut'
  | { readonly delayMs: number }
  | { readonly status: number; readonly body: string }
  /** Called when the response has arrived, before it is sent back. `false` cuts the connection instead. */
  | { readonly onAnswer: (status: number) => boolean }
  /** Called when the whole response has been sent back. */
  | { readonly onSent: () => void };

/**
 * A loopback proxy between a service and the embedded AWS. It keeps the Host header, so that signatures stay valid.
 * Returns its URL. It stops with the test.
 */
export async function startFaultProxy(
  t: Pick<TestContext, 'after'>,
  target: string,
  faultOf: (request: ProxiedRequest) => Fault,
): Promise<string> {
  const server = createServer((request, response) => {
    const fault = faultOf(describe(request));
    if (fault === 'reset') return request.socket.destroy();
    if (fault === 'stall') return;
    if (typeof fault === 'object' && 'status' in fault)
      return void response.writeHead(fault.status).end(fault.body);
    if (fault === 'cut') return forward(request, response, target, { cut: true });
    if (typeof fault === 'object' && 'delayMs' in fault)
      return void setTimeout(() => forward(request, response, target, {}), fault.delayMs);
    forward(request, response, target, fault === 'pass' ? {} : fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function describe({ method = '', url = '/', headers }: IncomingMessage): ProxiedRequest {
  const target = headers['x-amz-target'];
  return {
    method,
    path: decodeURIComponent(url.split('?', 1)[0] ?? ''),
    query: new URLSearchParams(url.split('?')[1]),
    operation: typeof target === 'string' ? target.split('.').at(-1) : undefined,
  };
}

interface Hooks {
  readonly cut?: boolean;
  readonly onAnswer?: (status: number) => boolean;
  readonly onSent?: () => void;
}

function forward(request: IncomingMessage, response: ServerResponse, target: string, hooks: Hooks): void {
  const upstream = httpRequest(target, {
    method: request.method,
    path: request.url,
    headers: request.headers,
  });
  upstream.on('response', (answer) => {
    const status = answer.statusCode ?? 502;
    if (hooks.onAnswer?.(status) === false) return request.socket.destroy();
    response.writeHead(status, answer.headers);
    if (hooks.cut) return cut(answer, response);
    answer.pipe(response);
    if (hooks.onSent) response.once('finish', hooks.onSent);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}

/** Sends the head and half of what comes first. */
function cut(answer: IncomingMessage, response: ServerResponse): void {
  const destroy = () => response.socket?.destroy();
  answer.once('data', (chunk: Buffer) => {
    answer.destroy();
    response.write(chunk.subarray(0, chunk.length / 2), destroy);
  });
  answer.once('end', destroy);
}
