import type { NotifierOptions } from '../../src/create-notifier.ts';
import type { BatchRecord } from '../../src/notify/batch.ts';
import type { Limits } from './limits.ts';
import type { Weaken } from './world.ts';

const twice = 'a topic gets a photo twice outside the documented window';
const never = 'no record says that a photo was notified about';

/** What someone leaves out who thinks of one notifier and one message at a time, and what goes wrong then. */
export const weaker: readonly {
  readonly name: string;
  readonly limits: Partial<Limits>;
  readonly weaken: Weaken;
  readonly wrong: string;
}[] = [
  {
    name: 'notified records are not read',
    limits: { late: 1, notifiers: 1 },
    weaken: changeStore(({ get }) => {
      const seen = new Set<string>();
      return {
        async get(key, options) {
          const isFirst = !seen.has(key);
          seen.add(key);
          return isFirst && key.startsWith('notified/') ? undefined : get(key, options);
        },
      };
    }),
    wrong: twice,
  },
  {
    name: 'a claim is written over that of another',
    limits: { photos: 2 },
    weaken: changeStore(({ put }) => ({
      put: (key, body, { contentType }, signal) => put(key, body, { contentType }, signal),
    })),
    wrong: twice,
  },
  {
    name: 'a claim does not say what a topic has accepted',
    limits: {},
    weaken: changeStore(({ put }) => ({
      put: (key, body, options, signal) =>
        put(key, key.startsWith('claims/owner/') ? forgetTopics(body.toString()) : body, options, signal),
    })),
    wrong: 'a topic gets a message before the acceptance of another is recorded',
  },
  {
    name: 'a claim is removed without checking its holder',
    limits: { stalls: 1, duplicates: 1 },
    weaken: changeStore(({ get, delete: remove }) => ({
      delete: async (key, _, signal) => {
        const found = await get(key, { maxBytes: 1e6, signal });
        return found !== undefined && remove(key, found, signal);
      },
    })),
    wrong: 'the claim of another notifier is deleted',
  },
  {
    name: 'the clock is read once, not before each Publish',
    limits: { stalls: 1, duplicates: 1 },
    weaken: (options) => {
      const atStart = options.now();
      return { ...options, now: () => atStart };
    },
    wrong: twice,
  },
  {
    name: 'a digest that comes too early is just done',
    limits: { early: true },
    weaken: ({ sendMessage, ...options }) => ({
      ...options,
      sendMessage: async (body, seconds, signal) => {
        if (seconds > options.quietSeconds) await sendMessage(body, seconds, signal);
      },
    }),
    wrong: never,
  },
  {
    name: 'a window is opened before its digest is sent',
    limits: { photos: 2, crashes: 1, notifiers: 1 },
    weaken: openBeforeSending,
    wrong: never,
  },
  {
    name: 'a digest lists what is pending only before it closes the window',
    limits: { photos: 3 },
    weaken: ({ derived, ...options }) => {
      let first: ReturnType<typeof derived.list> | undefined;
      const list: typeof derived.list = (some, signal) => {
        first ??= derived.list(some, signal);
        return first;
      };
      return { ...options, derived: { ...derived, list } };
    },
    wrong: never,
  },
];

type Store = NotifierOptions['derived'];

function changeStore(change: (store: Store) => Partial<Store>): Weaken {
  return ({ derived, ...options }) => ({ ...options, derived: { ...derived, ...change(derived) } });
}

function forgetTopics(body: string): string {
  const { topics, ...record } = JSON.parse(body) as BatchRecord;
  const forgotten = Object.keys(topics).map((topic) => [topic, 'to do']);
  return JSON.stringify({ ...record, topics: Object.fromEntries(forgotten) });
}

function openBeforeSending({ derived, sendMessage, ...options }: NotifierOptions): NotifierOptions {
  let isFirst = false;
  let waiting: (() => Promise<void>) | undefined;
  return {
    ...options,
    derived: {
      ...derived,
      async get(key, get) {
        const found = await derived.get(key, get);
        isFirst = key.startsWith('claims/window/') && found?.body.includes('name') === false;
        return found;
      },
      async put(...args) {
        const etag = await derived.put(...args);
        await waiting?.();
        waiting = undefined;
        return etag;
      },
    },
    async sendMessage(...args) {
      if (isFirst) waiting = () => sendMessage(...args);
      else await sendMessage(...args);
    },
  };
}
