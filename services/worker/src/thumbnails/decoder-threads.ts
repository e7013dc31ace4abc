/** The thread of one photo. */
export interface DecoderThread {
  /** Marks the photo as past its deadline. Native code cannot be stopped, so the thread stays in use. */
  markOverdue(): void;
  /** Releases the thread. */
  release(): void;
}

/** The threads on which libvips works. */
export interface DecoderThreads {
  /**
   * Waits in turn for a free thread.
   * @throws the signal's reason when it is aborted meanwhile.
   */
  acquire(signal: AbortSignal): Promise<DecoderThread>;
  /** Whether all threads are used by work past its deadline, so that no photo can be decoded. */
  blocked(): boolean;
  status(): ThreadStatus;
}

export interface ThreadStatus {
  readonly threads: number;
  readonly busy: number;
  /** Busy threads past their deadline. */
  readonly overdue: number;
  /** Photos waiting for a thread. */
  readonly waiting: number;
}

/**
 * Manages the threads for decoding, `poolSize` less one. libuv would queue sharp's work without saying when it starts,
 * and a deadline would include the wait for other photos. One thread is left for DNS lookups and files, which must not
 * wait for hostile photos.
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
