import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explorationSeed, explore, walk } from '@proofsheet/interleavings';
import fc from 'fast-check';
import { judge } from './judge.ts';
import { createWorld, type Limits, type Weaken } from './world.ts';

const plain = { photos: 1, notifiers: 2, crashes: 0, duplicates: 0, late: 0, overruns: 0, early: false };

const all: (Limits & { name: string })[] = [
  { ...plain, name: 'two photos, some too early', photos: 2, early: true },
  { ...plain, name: 'two photos, three notifiers', photos: 2, notifiers: 3 },
  { ...plain, name: 'two photos, a crash', photos: 2, crashes: 1 },
  { ...plain, name: 'two photos, a message received twice', photos: 2, duplicates: 1 },
  { ...plain, name: 'two crashes', crashes: 2 },
  { ...plain, name: 'a crash, a message received twice', crashes: 1, duplicates: 1 },
  { ...plain, name: 'a crash, an event sent once more', crashes: 1, late: 1 },
  { ...plain, name: 'a message received twice, an event sent once more', duplicates: 1, late: 1 },
  { ...plain, name: 'a lease that its holder overruns, an event sent once more', overruns: 1, late: 1 },
];

for (const { name, ...limits } of all) {
  test(`every order ends right: ${name}`, { timeout: 300_000 }, async (t) => {
    const { states, ends, wrong } = await explore(() => createWorld(limits), judge);
    t.diagnostic(`${states} states, ${ends} ends`);
    assert.ok(ends > 0);
    assert.deepEqual([...wrong], []);
  });
}

/** What somebody leaves out who thinks of one notifier and one message at a time, and what then goes wrong. */
const weaker: { name: string; limits: Partial<Limits>; weaken: Weaken; wrong: string }[] = [
  {
    name: 'no look at what has been announced',
    limits: { late: 1 },
    weaken: ({ derived, ...options }) => ({
      ...options,
      derived: {
        ...derived,
        head: async (key, signal) => (key.startsWith('notified/') ? undefined : derived.head(key, signal)),
      },
    }),
    wrong: 'a photo is published twice, and nobody had died',
  },
  {
    name: 'a claim is written over that of another',
    limits: { photos: 2 },
    weaken: ({ derived, ...options }) => ({
      ...options,
      derived: {
        ...derived,
        put: (key, body, { contentType }, signal) => derived.put(key, body, { contentType }, signal),
      },
    }),
    wrong: 'a photo is published twice, and nobody had died',
  },
  {
    name: 'a digest that comes too early is just done',
    limits: { early: true },
    weaken: ({ sendDigest, ...options }) => ({
      ...options,
      sendDigest: async (key, seconds, signal) => {
        if (seconds > options.quietSeconds) await sendDigest(key, seconds, signal);
      },
    }),
    wrong: 'a photo is pending for ever',
  },
  {
    name: 'a claim is removed, whoever holds it',
    limits: { overruns: 1, duplicates: 1 },
    weaken: ({ derived, ...options }) => ({
      ...options,
      derived: {
        ...derived,
        delete: async (key, _, signal) => {
          const head = await derived.head(key, signal);
          return head !== undefined && derived.delete(key, head, signal);
        },
      },
    }),
    wrong: 'a claim of another is deleted',
  },
  {
    name: 'the clock is read once, not before Publish again',
    limits: { photos: 2, overruns: 1 },
    weaken: (options) => {
      const atStart = options.now();
      return { ...options, now: () => atStart };
    },
    wrong: 'a photo is published twice, and nobody had died',
  },
];

for (const { name, limits, weaken, wrong } of weaker) {
  test(`the exploration shows what is weaker: ${name}`, { timeout: 60_000 }, async (t) => {
    const found = await explore(() => createWorld({ ...plain, ...limits }, weaken), judge, {
      stopAtWrong: true,
    });
    t.diagnostic(`${found.states} states, ${found.wrong.get(wrong)?.length} steps to the mistake`);
    assert.deepEqual([...found.wrong.keys()], [wrong]);
  });
}

test('random orders of more photos, notifiers, crashes and duplicates end right', {
  timeout: 300_000,
}, async () => {
  const scenario = fc.record({
    photos: fc.constantFrom(2, 3, 4),
    notifiers: fc.constantFrom(2, 3, 4),
    crashes: fc.nat(3),
    duplicates: fc.nat(2),
    late: fc.nat(2),
    overruns: fc.nat(2),
    early: fc.boolean(),
  });
  const choices = fc.array(fc.nat(), { minLength: 60, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(scenario, choices, async (limits, order) => {
      assert.equal(judge(await walk(() => createWorld(limits), order)), undefined);
    }),
    { numRuns: 1500, seed: explorationSeed(process.env) },
  );
});
