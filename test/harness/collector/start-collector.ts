import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { until } from '../until.ts';
import { type CollectedSpan, readSpans } from './read-spans.ts';

export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  /** Requests so far, of any kind. */
  readonly requests: readonly string[];
  readonly spans: readonly CollectedSpan[];
  /** Waits for a span that matches. */
  waitFor(what: string, is: (span: CollectedSpan) => boolean): Promise<CollectedSpan>;
}

/** A collector on loopback that accepts OTLP over HTTP and keeps all spans. It stops with the test. */
export async function startCollector(t: TestContext): Promise<Collector> {
  const requests: string[] = [];
  const spans: CollectedSpan[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
    spans.push(...readSpans(await buffer(request)));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    spans,
    waitFor: (what, is) => until(`the span of ${what}`, async () => spans.find(is)),
  };
}
