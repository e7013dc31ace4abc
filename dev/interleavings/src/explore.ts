import { setImmediate as settle } from 'node:timers/promises';

/** A world of concurrent handlers, whose steps can happen in many orders. */
export interface Explorable {
  readonly options: () => { name: string; take: () => void | Promise<void> }[];
  /** Worlds with equal states continue alike. */
  readonly state: () => string;
}

export interface Exploration {
  readonly states: number;
  readonly ends: number;
  /** The shortest steps found to each kind of wrong end. */
  readonly wrong: ReadonlyMap<string, readonly string[]>;
}

/**
 * Explores every order of steps, depth first, by replaying the choices of each path from the start, since running
 * handlers cannot be copied. `judge` says what is wrong with a finished world. With `stopAtWrong` the first wrong world
 * ends the exploration.
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

/** Follows one path to its end: each number chooses the next step; the first step is taken once the numbers run out. */
export async function walk<W extends Explorable>(create: () => W, order: readonly number[]): Promise<W> {
  const world = create();
  for (let step = 0; world.options().length > 0; step += 1) {
    await take(world, (order[step] ?? 0) % world.options().length, []);
  }
  return world;
}

/** Takes one step and waits until the world is idle. */
async function take(world: Explorable, choice: number, trace: string[]): Promise<void> {
  const option = world.options()[choice];
  if (!option) throw new Error(`there is no choice ${choice} behind ${trace.join(', ')}`);
  trace.push(option.name);
  await option.take();
  await settle();
}
