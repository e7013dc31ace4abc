/** Does work of one group after the other. `hasWaited` tells the work that other work of its group came before it. */
export type TakeTurn = <T>(group: string, work: (hasWaited: boolean) => Promise<T>) => Promise<T>;

/** Creates turns within this process. They spare work, and nothing depends on them: there are other processes. */
export function createTurns(): TakeTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (group, work) => {
    const before = last.get(group);
    const turn = before ? before.then(() => work(true)) : work(false);
    const end = turn.then(
      () => {},
      () => {},
    );
    last.set(group, end);
    try {
      return await turn;
    } finally {
      if (last.get(group) === end) last.delete(group);
    }
  };
}
