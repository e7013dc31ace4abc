import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handle } from '../src/handler.ts';
import { RetryAfterError } from '../src/handler.ts';
import { FakeSqs } from './fake-sqs.ts';
import { createSeededRandom } from '@proofsheet/interleavings/seeded-random';
import { createSetup, setUp } from './set-up.ts';
import { pass, passUntil } from './simulated-time.ts';

const MESSAGES = 120;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Handlers that are slow or fail at random until all is calm, and what they saw. */
function createWildHandlers(random: () => number, isCalm: () => boolean) {
  const seen = { handled: new Set<string>(), running: 0, most: 0, alone: 0, notAlone: 0 };
  const wild = (probability: number) => !isCalm() && random() < probability;
  const handle: Handle = async ({ body, receiveCount }, { signal }) => {
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    if (receiveCount >= 3) seen.alone += 1;
    if (receiveCount >= 3 && seen.running > 1) seen.notAlone += 1;
    try {
      const longestMs = wild(0.3) ? 120_000 : 2_000;
      await new Promise((resolve) => setTimeout(resolve, random() * longestMs));
      if (wild(0.15)) throw new Error('no luck');
      if (wild(0.1)) throw new RetryAfterError(random() * 30);
      if (!signal.aborted) seen.handled.add(body);
    } finally {
      seen.running -= 1;
    }
  };
  return { seen, handle };
}

/** A queue whose calls fail one time in five, and refuse single deletes, until all is calm. */
function createWildSqs(random: () => number, isCalm: () => boolean): FakeSqs {
  const sqs = new FakeSqs();
  const mayFail = () => {
    if (!isCalm() && random() < 0.2) throw new Error('away');
  };
  sqs.trouble.receive = mayFail;
  sqs.trouble.visibility = () => {
    mayFail();
    return [];
  };
  sqs.trouble.delete = (bodies) => {
    mayFail();
    if (isCalm() || random() >= 0.1) return [];
    return [{ index: Math.floor(random() * bodies.length), code: 'InternalError', reason: '', gone: false }];
  };
  return sqs;
}

for (const seed of SEEDS) {
  test(`random failures, slow handlers, refused calls and restarts lose nothing (seed ${seed})`, async (t) => {
    const random = createSeededRandom(seed);
    let calm = false;
    const { seen, handle } = createWildHandlers(random, () => calm);
    const sqs = createWildSqs(random, () => calm);
    const options = {
      sqs,
      random,
      concurrency: 5,
      handlerSeconds: 60,
      visibilitySeconds: 30,
      graceSeconds: 60,
    };
    let { consumer } = setUp(t, handle, options);
    consumer.start();

    let restarts = 0;
    for (let n = 0; n < MESSAGES; n += 1) {
      sqs.put(`m${n}`);
      if (random() < 0.25) await pass(random() * 4_000, 50);
      if (random() > 0.04) continue;
      restarts += 1;
      let stopped = false;
      void consumer.stop().then(() => {
        stopped = true;
      });
      await passUntil(() => stopped, 68_000, 100);
      // As a new process would, the next consumer knows nothing of handlers that outlived the last.
      await passUntil(() => seen.running === 0, 130_000, 500);
      consumer = createSetup(handle, options).consumer;
      consumer.start();
    }
    await pass(60_000, 100);
    calm = true;
    await passUntil(() => sqs.bodies().length === 0, 7_200_000, 250);

    assert.equal(seen.handled.size, MESSAGES, 'every message was handled');
    assert.equal(sqs.staleDeletes, 0, 'no message was deleted with an outdated receipt handle');
    assert.equal(seen.notAlone, 0, 'a third receipt ran alone');
    await passUntil(() => consumer.status().busy === 0, 130_000, 100);
    assert.ok(seen.most <= 5, `${seen.most} at a time`);
    assert.ok(seen.most > 2 && seen.alone > 0 && restarts > 0, 'the run was wild enough to show something');
    await stopNow(consumer);
  });
}

async function stopNow(consumer: { stop(): Promise<void> }): Promise<void> {
  const stopped = consumer.stop();
  await pass(25_000, 100);
  await stopped;
}
