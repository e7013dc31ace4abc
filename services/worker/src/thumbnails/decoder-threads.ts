/** A thread that one photo has. */
export interface DecoderThread {
  /** Its time is over, but native code cannot be stopped: the thread stays taken. */
  markOverdue(): void;
  /** Gives the thread back. */
  release(): void;
}

/** The threads on which libvips works. */
export interface DecoderThreads {
  /**
   * Waits in turn for a free thread.
   * @throws the signal's reason when it is aborted meanwhile.
   */
  acquire(signal: AbortSignal): Promise<DecoderThread>;
  /** Whether all threads are taken by work that is past its deadline: no photo can be decoded. */
  blocked(): boolean;
  status(): ThreadStatus;
}

export interface ThreadStatus {
  readonly threads: number;
  readonly busy: number;
  /** Of the busy ones, those past their deadline. */
  readonly overdue: number;
  /** Photos that wait for a thread. */
  readonly waiting: number;
}

/**
 * Threads for decoding, of the `poolSize` that libuv has. sharp queues its work for them without saying when it starts,
 * so that a deadline would count the wait behind other photos. One thread is left for other work of Node: DNS lookups
 * and files must not wait for hostile photos.
 * https://docs.libuv.org/en/v1.x/threadpool.html
 */
export function createDecoderThreads(poolSize: number): DecoderThreads {
  const threads = Math.max(1, poolSize - 1);
  const waiting: (() => void)[] = [];
  const busy = new Set<DecoderThread>();
  const overdue = new Set<DecoderThread>();

  function take(): DecoderThread {
    const thread: DecoderThread = {
      markOverdue: () => void overdue.add(thread),
      release() {
        overdue.delete(thread);
        if (busy.delete(thread)) waiting.shift()?.();
      },
    };
    busy.add(thread);
    return thread;
  }

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      if (busy.size < threads) return take();
      return new Promise((resolve, reject) => {
        const start = () => {
          signal.removeEventListener('abort', leave);
          resolve(take());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(start);
      });
    },
    blocked: () => overdue.size === threads,
    status: () => ({ threads, busy: busy.size, overdue: overdue.size, waiting: waiting.length }),
  };
}
