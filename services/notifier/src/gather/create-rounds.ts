/**
 * Has work of a group done by a round that begins only after this call, and is done once for all who wait for it: by the
 * work of the first of them. All of them get its end, an error as well.
 */
export type JoinRound = (group: string, work: () => Promise<void>) => Promise<void>;

interface Rounds {
  readonly current: Promise<void>;
  next?: Promise<void>;
}

/** Creates rounds, one after the other in each group, within this process. They spare work: there are other processes. */
export function createRounds(): JoinRound {
  const groups = new Map<string, Rounds>();

  function begin(group: string, work: () => Promise<void>): Promise<void> {
    const rounds: Rounds = { current: work() };
    groups.set(group, rounds);
    const end = () => {
      if (!rounds.next) groups.delete(group);
    };
    void rounds.current.then(end, end);
    return rounds.current;
  }

  return (group, work) => {
    const rounds = groups.get(group);
    if (!rounds) return begin(group, work);
    const beginNext = () => begin(group, work);
    rounds.next ??= rounds.current.then(beginNext, beginNext);
    return rounds.next;
  };
}
