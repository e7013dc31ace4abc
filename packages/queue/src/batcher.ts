/** Gathers items and sends them together. */
export interface Batcher<T> {
  add(item: T): void;
  /** Sends what is gathered at once and waits for everything that is still being sent. */
  flush(): Promise<void>;
}

export interface BatcherOptions<T> {
  readonly size: number;
  /** How long the first item of a batch waits for others. */
  readonly delayMs: number;
  /** Must not reject. */
  readonly send: (items: readonly T[]) => Promise<void>;
}

/** Sends a batch when it is full, or `delayMs` after its first item. Batches do not wait for each other. */
export function createBatcher<T>({ size, delayMs, send }: BatcherOptions<T>): Batcher<T> {
  const sending = new Set<Promise<void>>();
  let gathered: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sendGathered(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const batch = gathered;
    gathered = [];
    const sent = send(batch).finally(() => sending.delete(sent));
    sending.add(sent);
  }

  function add(item: T): void {
    gathered.push(item);
    if (gathered.length >= size) sendGathered();
    else timer ??= setTimeout(sendGathered, delayMs);
  }

  async function flush(): Promise<void> {
    sendGathered();
    await Promise.all(sending);
  }

  return { add, flush };
}
