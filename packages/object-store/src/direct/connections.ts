import { type Connection, type Exchange, openConnection } from './connection.ts';

/** A pool of keep-alive connections. */
export interface Connections {
  /** Sends a request over a free connection or a new one. */
  exchange(origin: URL, exchange: Exchange): Promise<void>;
  close(): void;
}

/** Idle time after which a connection is closed, in milliseconds. S3 closes it a few seconds later. */
const idleMs = 4_000;

/** Pools connections by origin. A connection fails after `silentMs` milliseconds without a byte. */
export function createConnections(silentMs = 15_000): Connections {
  const idle = new Map<string, { connection: Connection; since: number }[]>();

  function takeIdle(origin: string): Connection | undefined {
    const kept = idle.get(origin) ?? [];
    // The most recently used connection is most likely still open on the other side.
    for (let last = kept.pop(); last; last = kept.pop()) {
      if (last.connection.isOpen() && performance.now() - last.since < idleMs) return last.connection;
      last.connection.close();
    }
    return undefined;
  }

  return {
    async exchange(origin, exchange) {
      exchange.signal.throwIfAborted();
      const connection = takeIdle(origin.origin) ?? openConnection(origin, silentMs);
      await connection.exchange(exchange);
      if (!connection.isOpen()) return;
      const kept = idle.get(origin.origin) ?? [];
      idle.set(origin.origin, kept);
      kept.push({ connection, since: performance.now() });
    },
    close() {
      for (const { connection } of [...idle.values()].flat()) connection.close();
      idle.clear();
    },
  };
}
