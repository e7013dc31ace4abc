/** Memory that somebody may use until it is given back. */
export interface Grant {
  /** Bytes. */
  readonly bytes: number;
  /** Makes it this large in all, if that is free right now. Never waits: two that hold and wait could wait for ever. */
  tryResize(bytes: number): boolean;
  /** Gives all of it back. Giving back again does nothing. */
  release(): void;
}

/** Shares out a number of bytes among a number of holders. */
export interface MemoryBudget {
  /** Bytes there are in all. */
  readonly total: number;
  /** Waits in turn until so much is free. More than `total` is never free: ask `total` first. */
  acquire(bytes: number, signal: AbortSignal): Promise<Grant>;
  status(): { readonly usedBytes: number; readonly holders: number; readonly waiting: number };
}

interface Waiting {
  readonly bytes: number;
  readonly grant: (grant: Grant) => void;
}

/**
 * First come, first served, so that a large photo gets its turn however many small ones come. `maxHolders` bounds how
 * many hold a grant at a time.
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
