import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { bodyLength, type HttpHead, isChunkedAbsence, parseHttpHead } from './http-head.ts';
import { parseChunks } from './parse-chunks.ts';

/** One request and the destination of its response. */
export interface Exchange {
  readonly method: string;
  /** Request line and headers, including the final empty line. */
  readonly head: string;
  readonly body: Buffer | undefined;
  /** Returns the buffer for a body of `length` bytes, or undefined to refuse the response. */
  readonly onHead: (head: HttpHead, length: number) => Buffer | undefined;
  readonly signal: AbortSignal;
}

/** A keep-alive connection for one exchange at a time. */
export interface Connection {
  exchange(exchange: Exchange): Promise<void>;
  /** Whether the connection can take another exchange. */
  isOpen(): boolean;
  close(): void;
}

/** The response must be handled by the SDK. */
export class UnwantedResponseError extends Error {
  override readonly name = 'UnwantedResponseError';
}

/** Maximum length of a response head in bytes. S3 sends at most 2 KiB of metadata and some headers. */
const maxHead = 16 * 1024;

interface Running extends Exchange {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** The body, once the head has been read. */
  target?: Buffer;
  filled: number;
  last: boolean;
}

/**
 * Opens a connection that reads directly into the buffer of the object. By default a socket allocates a new buffer for
 * every 64 KiB, and V8 collects them with full collections, which took a tenth of the CPU. The connection fails after
 * `silentMs` milliseconds without a byte.
 */
export function openConnection(origin: URL, silentMs: number): Connection {
  const scratch = Buffer.allocUnsafeSlow(maxHead);
  let headFilled = 0;
  let running: Running | undefined;
  const socket = openSocket(origin, {
    buffer: () => nextBuffer(),
    callback(bytes) {
      try {
        take(bytes);
      } catch (error) {
        fail(error);
      }
      return true;
    },
  });
  socket.setNoDelay(true);
  socket.setTimeout(silentMs, () => fail(new Error(`silent for ${silentMs} ms`)));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('closed by the other side')));

  /**
   * Returns the buffer for the next bytes: the rest of the body, or scratch memory. Never an empty buffer: with bytes left of a
   * TLS record, Node would copy 0 bytes into it for ever, and the process would hang in native code. Bytes after a refused
   * answer therefore overwrite each other in scratch memory.
   */
  function nextBuffer(): Uint8Array {
    if (!running) return scratch;
    return running.target ? running.target.subarray(running.filled) : scratch.subarray(headFilled);
  }

  function take(bytes: number): void {
    if (!running) throw new Error('unexpected bytes');
    if (running.target) {
      running.filled += bytes;
      if (running.filled === running.target.length) finish(running);
      return;
    }
    headFilled += bytes;
    const end = scratch.subarray(0, headFilled).indexOf('\r\n\r\n');
    if (end >= 0) startBody(running, end);
    if (running && !running.target && headFilled === maxHead) throw new Error('too long a head');
  }

  function startBody(exchange: Running, end: number): void {
    const head = parseHttpHead(scratch.toString('latin1', 0, end));
    const rest = scratch.subarray(end + 4, headFilled);
    const isChunked = isChunkedAbsence(head, exchange.method);
    const early = isChunked ? parseChunks(rest) : rest;
    if (!early) return;
    const length = isChunked ? early.length : bodyLength(head, exchange.method);
    if (early.length > length) throw new Error('more bytes than were announced');
    const target = exchange.onHead(head, length)?.subarray(0, length);
    if (!target) throw new UnwantedResponseError(`status ${head.status}`);
    early.copy(target);
    exchange.filled = early.length;
    exchange.last = /close/i.test(head.headers.connection ?? '');
    exchange.target = target;
    if (exchange.filled === length) finish(exchange);
  }

  function finish({ resolve, last }: Running): void {
    running = undefined;
    headFilled = 0;
    if (last) socket.destroy();
    resolve();
  }

  function fail(error: unknown): void {
    const failed = running;
    running = undefined;
    socket.destroy();
    failed?.reject(error);
  }

  return {
    exchange(exchange) {
      return new Promise<void>((resolve, reject) => {
        const abort = () => fail(exchange.signal.reason);
        const settle = (how: () => void) => {
          exchange.signal.removeEventListener('abort', abort);
          how();
        };
        running = {
          ...exchange,
          resolve: () => settle(resolve),
          reject: (error) => settle(() => reject(error)),
          filled: 0,
          last: false,
        };
        exchange.signal.addEventListener('abort', abort, { once: true });
        socket.cork();
        socket.write(exchange.head, 'latin1');
        if (exchange.body) socket.write(exchange.body);
        socket.uncork();
      });
    },
    isOpen: () => !socket.destroyed && !running,
    close: () => socket.destroy(),
  };
}

function openSocket({ protocol, hostname, port }: URL, onread: OnReadOpts): Socket {
  const secure = protocol === 'https:';
  // The brackets of an IPv6 address belong to the URL.
  const host = hostname.replace(/^\[|\]$/g, '');
  const options = { host, port: Number(port || (secure ? 443 : 80)), onread };
  if (!secure) return connectPlain(options);
  // RFC 6066, 3: a server name is not an IP address.
  const servername = isIP(host) ? '' : host;
  return connectSecure({ ...options, servername, ALPNProtocols: ['http/1.1'] });
}
