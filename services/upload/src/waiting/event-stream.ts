import type { ServerResponse } from 'node:http';

/** Milliseconds after which a client should reconnect. */
const retryMs = 2000;
/** Maximum buffered bytes. A client that reads more slowly must reconnect. */
const maxBufferedBytes = 256 * 1024;

/** A stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function openEventStream(response: ServerResponse) {
  response.writeHead(200, {
    ...response.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Otherwise nginx buffers events.
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${retryMs}\n\n`);
  function write(text: string): void {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > maxBufferedBytes) response.destroy();
    else response.write(text);
  }
  return {
    write,
    /** Keeps proxies from closing the connection. */
    beat: () => write(': heartbeat\n\n'),
    end(reason: string): void {
      write(writeEvent('bye', { reason }));
      response.end();
    },
  };
}

export type EventStream = ReturnType<typeof openEventStream>;

/** The wire format of an event. JSON has no line breaks. */
export function writeEvent(event: string, data: unknown, id?: string): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
