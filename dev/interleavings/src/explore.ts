import { setImmediate as settle } from 'node:timers/promises';

/** Something that can happen in many orders. */
export interface Explorable {
  readonly options: () => { name: string; take: () => void | Promise<void> }[];
  /** Two worlds with the same state go on alike. */
  readonly state: () => string;
}

export interface Exploration {
  readonly states: number;
  readonly ends: number;
  /** The shortest list of steps found to each kind of wrong end. */
  readonly wrong: ReadonlyMap<string, readonly string[]>;
}

/**
 * Goes every way that a world can go, depth first, by playing the choices of each way again from the start: running
 * handlers cannot be copied. `judge` says what is wrong with a world in which nothing can happen any more; with
 * `stopAtWrong` the first such world ends it.
 */
export async function explore<W extends Explorable>(
  create: () => W,
  judge: (world: W) => string | undefined,
  { stopAtWrong = false }: { stopAtWrong?: boolean } = {},
): Promise<Exploration> {
  const seen = new Set<string>();
  const open: number[][] = [[]];
  const wrong = new Map<string, readonly string[]>();
  let ends = 0;
  for (let way = open.pop(); way && !(stopAtWrong && wrong.size > 0); way = open.pop()) {
    const world = create();
    const trace: string[] = [];
    for (const choice of way) await take(world, choice, trace);
    for (const choices = [...way]; isNew(world.state()); choices.push(0)) {
      const { length } = world.options();
      if (length === 0) {
        ends += 1;
        const verdict = judge(world);
        if (verdict && trace.length < (wrong.get(verdict)?.length ?? Number.POSITIVE_INFINITY))
          wrong.set(verdict, trace);
        break;
      }
      for (let other = 1; other < length; other += 1) open.push([...choices, other]);
      await take(world, 0, trace);
    }
  }
  return { states: seen.size, ends, wrong };

  function isNew(state: string): boolean {
    return seen.size < seen.add(state).size;
  }
}

/** Goes one way to its end: each number chooses among what can happen next, and the first is taken when they run out. */
export async function walk<W extends Explorable>(create: () => W, order: readonly number[]): Promise<W> {
  const world = create();
  for (let step = 0; world.options().length > 0; step += 1) {
    await take(world, (order[step] ?? 0) % world.options().length, []);
  }
  return world;
}

/** Lets one thing happen, and waits until nothing moves any more. */
async function take(world: Explorable, choice: number, trace: string[]): Promise<void> {
  const option = world.options()[choice];
  if (!option) throw new Error(`there is no choice ${choice} behind ${trace.join(', ')}`);
  trace.push(option.name);
  await option.take();
  await settle();
}
