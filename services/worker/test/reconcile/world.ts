import type { StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createReconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileRequest } from '../../src/reconcile/reconcile-context.ts';
import { sampleRecipe } from './sample-recipe.ts';

/** What may go wrong in one exploration. */
export interface Limits {
  /** In this order: the bytes that are put under the one key, or undefined for a delete. */
  readonly actions: readonly (string | undefined)[];
  readonly workers: number;
  /** How many times a worker dies, anywhere between two calls. */
  readonly crashes: number;
  /** How many times a message is received while another worker still holds it. */
  readonly duplicates: number;
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

  function receive(message: Message): void {
    const delivery = message.kind === 'check' ? 'check' : message.receives > 0 ? 'again' : 'first';
    message.receives += 1;
    const worker: Worker = { message, delivery, parked: [], history: [], death: new AbortController() };
    message.holders.add(worker);
    workers.add(worker);
    void run(worker);
  }

  async function run(worker: Worker): Promise<void> {
    const { death, message, history, delivery } = worker;
    const at = (bucket: keyof typeof buckets) =>
      createMemoryObjectStore(bucket, {
        objects: buckets[bucket],
        before: (call) => park(worker, `${call} ${bucket}`, () => stateOf(buckets[bucket])),
      });
    const reconcile = create({
      originals: at('originals'),
      thumbnails: at('thumbnails'),
      derived: at('derived'),
      recipe: sampleRecipe,
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

  /** The state of the bucket at the moment the call is let go is what the worker gets to know at most. */
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
    if (left.actions.length > 0) all.push({ name: `outside: ${left.actions[0] ?? 'delete'}`, take: act });
    for (const message of messages) {
      if (workers.size === limits.workers || message.hiddenBy.size > 0) continue;
      if (message.holders.size === 0) {
        all.push({ name: `receive ${message.kind}`, take: () => receive(message) });
      } else if (left.duplicates > 0) {
        all.push({
          name: `receive ${message.kind} that is held`,
          take: () => {
            left.duplicates -= 1;
            receive(message);
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
    const told = (worker: Worker) => `${worker.delivery}:${worker.history.join('>')}`;
    const queue = [...messages].map(
      (message) =>
        `${message.kind}${Math.min(message.receives, 1)}[${[...message.holders].map(told).sort()}][${[...message.hiddenBy].map(told).sort()}]`,
    );
    const orphans = [...workers].filter(({ message }) => !messages.has(message)).map(told);
    return JSON.stringify([
      Object.values(buckets).map(stateOf),
      queue.sort(),
      orphans.sort(),
      left.actions.length,
      left.crashes,
      left.duplicates,
    ]);
  }

  return { buckets, options, state };
}

function stateOf(objects: Map<string, StoredObject>): string {
  return [...objects]
    .map(
      ([name, { etag, metadata }]) =>
        `${name}=${etag.slice(1, 5)}/${metadata['source-etag']?.slice(1, 5) ?? ''}`,
    )
    .sort()
    .join(' ');
}
