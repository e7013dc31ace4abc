import type { StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createReconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileRequest } from '../../src/reconcile/reconcile-context.ts';
import type { Recipe } from '../../src/thumbnails/recipe.ts';
import { misleads } from './misleads.ts';
import { nextRecipe, sampleRecipe } from './sample-recipe.ts';

/** What may go wrong in one exploration. */
export interface Limits {
  /** In this order: the bytes that are put under the one key, or undefined for a delete. */
  readonly actions: readonly (string | undefined)[];
  readonly workers: number;
  /** How many times a worker dies, anywhere between two calls. */
  readonly crashes: number;
  /** How many times a message is received while another worker still holds it. */
  readonly duplicates: number;
  /** Whether the recipe changes at some time: a rollout, then a check of the key once no old worker runs. */
  readonly rollout?: boolean;
  /** Whether a reader must always find the variants that a record names; true by default. */
  readonly watchVariants?: boolean;
}

interface Message {
  readonly kind: 'event' | 'check';
  receives: number;
  readonly holders: Set<Worker>;
  /** Workers from before a check was sent: its delay is beyond their life. */
  readonly hiddenBy: Set<Worker>;
}

interface Worker {
  readonly message: Message;
  readonly delivery: ReconcileRequest['delivery'];
  readonly recipe: Recipe;
  /** The calls that it waits in, each let go by calling it. */
  readonly parked: { call: string; proceed: () => void }[];
  /** What it was told so far: with its delivery, all that decides what it does next. */
  readonly history: string[];
  readonly death: AbortController;
}

export const key = 'cat.jpg';

/** Buckets, a queue and workers, in which nothing happens but what `options` offers. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(limits: Limits, create: typeof createReconcile = createReconcile) {
  const buckets = {
    originals: new Map<string, StoredObject>(),
    thumbnails: new Map<string, StoredObject>(),
    derived: new Map<string, StoredObject>(),
  };
  const outside = createMemoryObjectStore('originals', { objects: buckets.originals });
  const messages = new Set<Message>();
  const workers = new Set<Worker>();
  /** The recipes that a worker may start with. */
  let recipes = [sampleRecipe];
  /** What a reader could have been told that was not so, once it was. */
  let misled: string | undefined;
  const left = { actions: [...limits.actions], crashes: limits.crashes, duplicates: limits.duplicates };

  function send(kind: Message['kind']): void {
    messages.add({
      kind,
      receives: 0,
      holders: new Set(),
      hiddenBy: new Set(kind === 'check' ? workers : []),
    });
  }

  async function act(): Promise<void> {
    const body = left.actions.shift();
    if (body === undefined) buckets.originals.delete(key);
    else await outside.put(key, body, { contentType: 'image/jpeg' }, new AbortController().signal);
    send('event');
  }

  function endRollout(): void {
    recipes = [nextRecipe];
    send('check');
  }

  function receive(message: Message, recipe: Recipe): void {
    const delivery = message.kind === 'check' ? 'check' : message.receives > 0 ? 'again' : 'first';
    message.receives += 1;
    const death = new AbortController();
    const worker: Worker = { message, delivery, recipe, parked: [], history: [], death };
    message.holders.add(worker);
    workers.add(worker);
    void run(worker);
  }

  async function run(worker: Worker): Promise<void> {
    const { death, message, history, delivery, recipe } = worker;
    const at = (bucket: keyof typeof buckets) =>
      createMemoryObjectStore(bucket, {
        objects: buckets[bucket],
        before: async (call, at) => {
          if (isForeseen(call, at)) return;
          await park(worker, `${call} ${bucket} ${at}`, () => stateOf(buckets[bucket], at, call === 'list'));
        },
      });
    const reconcile = create({
      originals: at('originals'),
      thumbnails: at('thumbnails'),
      derived: at('derived'),
      recipe,
      maxBytes: 100,
      memory: createMemoryBudget(1000, 10),
      sendCheck: () => park(worker, 'send check').then(() => send('check')),
      now: () => new Date(0),
    });
    try {
      history.push(await reconcile({ key, delivery }, death.signal));
      await park(worker, 'delete message');
      messages.delete(message);
    } catch (error) {
      history.push(String(error));
    }
    leave(worker);
  }

  /** Whether the answer is the same in every order, so that it need not be a step: that would only cost time. */
  function isForeseen(call: string, at: string): boolean {
    return call === 'list' && (at.startsWith('failures/') || (at === 'variants/' && !limits.rollout));
  }

  /** What the call is about, at the moment when it is let go, is what the worker gets to know at most. */
  function park(worker: Worker, call: string, stateNow: () => string = () => ''): Promise<void> {
    return new Promise((resolve) => {
      const proceed = () => {
        worker.history.push(`${call} ${stateNow()}`);
        resolve();
      };
      worker.parked.push({ call, proceed });
    });
  }

  function leave(worker: Worker): void {
    workers.delete(worker);
    worker.message.holders.delete(worker);
    for (const message of messages) message.hiddenBy.delete(worker);
  }

  function crash(worker: Worker): void {
    left.crashes -= 1;
    worker.death.abort(new Error('died'));
    leave(worker);
  }

  /** Everything that can happen next, each with a name for the trace. */
  function options(): { name: string; take: () => void | Promise<void> }[] {
    const all: { name: string; take: () => void | Promise<void> }[] = [];
    misled ??= misleads(key, buckets, limits.watchVariants);
    if (limits.rollout && recipes[0] === sampleRecipe) {
      if (recipes.length === 1)
        all.push({ name: 'rollout begins', take: () => void recipes.push(nextRecipe) });
      else if (![...workers].some(({ recipe }) => recipe === sampleRecipe))
        all.push({ name: 'rollout ends', take: endRollout });
    }
    if (left.actions.length > 0) all.push({ name: `outside: ${left.actions[0] ?? 'delete'}`, take: act });
    for (const message of messages) {
      if (workers.size === limits.workers || message.hiddenBy.size > 0) continue;
      const isHeld = message.holders.size > 0;
      if (isHeld && left.duplicates === 0) continue;
      for (const recipe of recipes) {
        all.push({
          name: `receive ${message.kind}${isHeld ? ' that is held' : ''} (${recipe.id})`,
          take() {
            if (isHeld) left.duplicates -= 1;
            receive(message, recipe);
          },
        });
      }
    }
    let number = 0;
    for (const worker of workers) {
      number += 1;
      const next = worker.parked[0];
      if (!next) continue;
      const name = `worker ${number} (${worker.delivery})`;
      all.push({ name: `${name}: ${next.call}`, take: () => void worker.parked.shift()?.proceed() });
      if (left.crashes > 0) all.push({ name: `${name} dies before ${next.call}`, take: () => crash(worker) });
    }
    return all;
  }

  /** Two worlds with the same state can only go on alike. */
  function state(): string {
    const told = (worker: Worker) => `${worker.delivery} ${worker.recipe.id}:${worker.history.join('>')}`;
    const queue = [...messages].map(
      (message) =>
        `${message.kind}${Math.min(message.receives, 1)}[${[...message.holders].map(told).sort()}][${[...message.hiddenBy].map(told).sort()}]`,
    );
    const orphans = [...workers].filter(({ message }) => !messages.has(message)).map(told);
    return JSON.stringify([
      Object.values(buckets).map((objects) => stateOf(objects)),
      recipes.map(({ id }) => id),
      misled,
      queue.sort(),
      orphans.sort(),
      left.actions.length,
      left.crashes,
      left.duplicates,
    ]);
  }

  return { buckets, options, state, recipe: () => recipes[0] ?? sampleRecipe, misled: () => misled };
}

/** The object of this key, or for a list all whose keys start with it. */
function stateOf(objects: Map<string, StoredObject>, at = '', isPrefix = true): string {
  return [...objects]
    .filter(([name]) => (isPrefix ? name.startsWith(at) : name === at))
    .map(([name, { etag, metadata }]) => {
      const { 'source-etag': source = '', recipe = '', limits = '' } = metadata;
      return `${name}=${etag.slice(1, 5)}/${source.slice(1, 5)}${recipe}${limits}`;
    })
    .sort()
    .join(' ');
}
