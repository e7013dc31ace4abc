/** Something to wait for: "look again, something has changed". */
export interface Changes {
  announce(): void;
  /** Resolves at the next announcement. */
  next(): Promise<void>;
  /** Waits until `condition` holds, at most so many milliseconds, and returns whether it does. */
  until(condition: () => boolean, longestMs: number): Promise<boolean>;
}

export function createChanges(): Changes {
  let waiting: PromiseWithResolvers<void> | undefined;

  function announce(): void {
    waiting?.resolve();
    waiting = undefined;
  }

  function next(): Promise<void> {
    waiting ??= Promise.withResolvers<void>();
    return waiting.promise;
  }

  async function until(condition: () => boolean, longestMs: number): Promise<boolean> {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      announce();
    }, longestMs);
    while (!condition() && !over) await next();
    clearTimeout(timer);
    return condition();
  }

  return { announce, next, until };
}
