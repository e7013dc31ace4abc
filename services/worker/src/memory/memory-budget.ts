/** A grant of memory. */
export interface Grant {
  /** Bytes. */
  readonly bytes: number;
  /** Resizes the grant if the memory is free right now. Never waits: two holders that wait for each other would deadlock. */
  tryResize(bytes: number): boolean;
  /** Releases the grant. Idempotent. */
  release(): void;
}

/** A memory budget, shared by a bounded number of holders. */
export interface MemoryBudget {
  /** Size of the budget in bytes. */
  readonly total: number;
  /** Waits in order until `bytes` are free. Never resolves for more than `total`. */
  acquire(bytes: number, signal: AbortSignal): Promise<Grant>;
  status(): { readonly usedBytes: number; readonly holders: number; readonly waiting: number };
}

interface Waiting {
  readonly bytes: number;
  readonly grant: (grant: Grant) => void;
}

/**
 * Serves requests in order, so that a large photo gets its turn among many small ones. At most `maxHolders` grants are
 * held at the same time.
 */
export function createMemoryBudget(total: number, maxHolders: number): MemoryBudget {
  const queue: Waiting[] = [];
  let used = 0;
  let holders = 0;

  function serve(): void {
    for (let next = queue[0]; next && holders < maxHolders && used + next.bytes <= total; next = queue[0]) {
      queue.shift();
      next.grant(take(next.bytes));
    }
  }

  function take(bytes: number): Grant {
    let held = bytes;
    let released = false;
    used += held;
    holders += 1;
    return {
      get bytes() {
        return held;
      },
      tryResize(wanted) {
        if (released || used - held + wanted > total) return false;
        used += wanted - held;
        held = wanted;
        serve();
        return true;
      },
      release() {
        if (released) return;
        released = true;
        used -= held;
        holders -= 1;
        serve();
      },
    };
  }

  return {
    total,
    async acquire(bytes, signal) {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          bytes,
          grant(grant) {
            signal.removeEventListener('abort', leave);
            resolve(grant);
          },
        };
        function leave(): void {
          queue.splice(queue.indexOf(waiting), 1);
          reject(signal.reason);
          serve();
        }
        signal.addEventListener('abort', leave, { once: true });
        queue.push(waiting);
        serve();
      });
    },
    status: () => ({ usedBytes: used, holders, waiting: queue.length }),
  };
}
