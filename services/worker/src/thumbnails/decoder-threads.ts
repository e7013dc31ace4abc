/** The threads on which libvips works. */
export interface DecoderThreads {
  /**
   * Waits in turn for a free thread. Returns what gives the thread back.
   * @throws the signal's reason when it is aborted meanwhile.
   */
  acquire(signal: AbortSignal): Promise<() => void>;
  status(): { readonly busy: number; readonly waiting: number };
}

/**
 * Threads for decoding, of the `poolSize` that libuv has. sharp queues its work for them without saying when it starts,
 * so that a deadline would count the wait behind other photos. One thread is left for what else Node needs them for:
 * DNS lookups and files must not wait for hostile photos.
 * https://docs.libuv.org/en/v1.x/threadpool.html
 */
export function createDecoderThreads(poolSize: number): DecoderThreads {
  const count = Math.max(1, poolSize - 1);
  const waiting: (() => void)[] = [];
  let busy = 0;

  function take(): () => void {
    busy += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      busy -= 1;
      waiting.shift()?.();
    };
  }

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      if (busy < count) return take();
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
    status: () => ({ busy, waiting: waiting.length }),
  };
}
