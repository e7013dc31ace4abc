import type { ServerResponse } from 'node:http';

/** Milliseconds after which a client should connect again. */
const retryMs = 2000;
/** Bytes that may wait to be sent: a client that reads slower has to connect again. */
const maxBufferedBytes = 256 * 1024;

/** A stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function openEventStream(response: ServerResponse) {
  response.writeHead(200, {
    ...response.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // nginx would hold events back.
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
    /** Keeps proxies from ending the connection. */
    beat: () => write(': heartbeat\n\n'),
    end(reason: string): void {
      write(writeEvent('bye', { reason }));
      response.end();
    },
  };
}

export type EventStream = ReturnType<typeof openEventStream>;

/** An event as it is sent; JSON has no line breaks. */
export function writeEvent(event: string, data: unknown, id?: string): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
