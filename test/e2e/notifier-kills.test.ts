import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { countByKey, keysOf, untilNotified } from '@proofsheet/harness/notifications';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { findDoubles } from '@proofsheet/harness/find-doubles';
import { killAtRandom } from '@proofsheet/harness/kill-at-random';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { readMailbox } from '@proofsheet/harness/read-mailbox';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { readQueueDepth } from '@proofsheet/queue/depth';

// `pnpm kills` in this package runs it with 200.
const { values } = parseArgs({ options: { kills: { type: 'string', default: '10' } }, strict: false });
const kills = Number(values.kills);

const photo = Buffer.from('no notifier looks into it');
/** What comes back soon when a notifier dies: messages after 11 s, claims after 20 s. */
const soon = {
  VISIBILITY_SECONDS: '11',
  CLAIM_SECONDS: '20',
  HANDLER_SECONDS: '20',
  NOTIFY_MAX_PHOTOS: '200',
};

test(`a notifier that is killed ${kills} times under load leaves no photo without a notification`, {
  timeout: 90_000 + kills * 10_000,
}, async (t) => {
  const recorded = new Set<string>();
  let failures = 0;
  const system = await startTestSystem(t, {
    services: [],
    onLine: (_, { msg, messageIds }) => {
      if (msg === 'batch recorded') for (const id of messageIds as string[]) recorded.add(id);
      if (msg === 'handler failed: message comes back') failures += 1;
    },
  });
  const env = { ...soon, NOTIFY_QUIET_SECONDS: '1', NOTIFY_MAX_WAIT_SECONDS: '3' };
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const loading = new AbortController();
  const loaded = putUntil(system, loading.signal);
  const start = () => system.startService('notifier', env);
  const options = { start, kills: Math.ceil(kills / 2), lifeMs: 1_500, random: Math.random };
  const times = (await Promise.all([killAtRandom(options), killAtRandom(options)]))
    .flat()
    .map(({ at }) => at);
  loading.abort();
  const keys = await loaded;
  await start();
  await untilNotified(system, keys.length, 60_000 + kills * 1_000);

  const published = await readPublished();
  const counts = countByKey(published);
  const silent = keys.filter((key) => !counts.has(key));
  const doubles = findDoubles(published, recorded, times);
  const unexplained = doubles.filter(({ explained }) => !explained);
  const deadLetters = await readQueueDepth(system.sqs, system.local.thumbnailsDlqUrl);
  const delays = new Set(doubles.flatMap(({ killedAfterMs }) => killedAfterMs));
  t.diagnostic(
    `${times.length} kills, ${keys.length} photos in ${published.length} messages: ${silent.length} silent, ` +
      `${doubles.length} notified twice in ${delays.size} messages (${[...delays].join(', ')} ms before a kill), ` +
      `${unexplained.length} of them unexplained, ${deadLetters.visible} dead letters`,
  );
  assert.deepEqual({ silent, unexplained, failures }, { silent: [], unexplained: [], failures: 0 });
});

test('killed between acceptance by SNS and the record of it: one more email, the documented window', {
  timeout: 120_000,
}, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  let kill = () => {};
  const proxy = await startFaultProxy(t, system.local.endpoint, ({ method, path, operation }) => {
    const isPublish = method === 'POST' && path === '/' && operation === undefined;
    const onAnswer = () => {
      kill();
      return false;
    };
    return isPublish ? { onAnswer } : 'pass';
  });
  const env = { ...soon, NOTIFY_QUIET_SECONDS: '1' };
  const victim = await system.startService('notifier', { ...env, AWS_ENDPOINT_URL: proxy });
  kill = () => void victim.stop('SIGKILL');
  await putReady(system, ['cat.jpg']);
  assert.equal(await victim.ended, 'SIGKILL');
  assert.equal((await readMailbox(system.local.mailboxUrl)).length, 1);

  await system.startService('notifier', env);
  await untilNotified(system, 1, 60_000);
  assert.equal((await readMailbox(system.local.mailboxUrl)).length, 2);
});

test('killed just before Publish: one email', { timeout: 120_000 }, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  let kill = () => {};
  const proxy = await startFaultProxy(t, system.local.endpoint, ({ method, path, operation }) => {
    const isPublish = method === 'POST' && path === '/' && operation === undefined;
    if (isPublish) kill();
    return isPublish ? 'stall' : 'pass';
  });
  const env = { ...soon, NOTIFY_QUIET_SECONDS: '0' };
  const victim = await system.startService('notifier', { ...env, AWS_ENDPOINT_URL: proxy });
  kill = () => void victim.stop('SIGKILL');
  await putReady(system, ['cat.jpg']);
  assert.equal(await victim.ended, 'SIGKILL');

  await system.startService('notifier', env);
  await until('the email', async () => (await readMailbox(system.local.mailboxUrl)).length > 0, 60_000);
  await untilNotified(system, 1, 30_000);
  assert.equal((await readMailbox(system.local.mailboxUrl)).length, 1);
});

/** Puts photos of new owners, a few at a time, until it is stopped. Returns their keys. */
async function putUntil(system: TestSystem, signal: AbortSignal): Promise<string[]> {
  const keys: string[] = [];
  for (let round = 0; !signal.aborted; round += 1) {
    const some = keysOf(`owner ${round % 40}`, 2);
    await putReady(system, some);
    keys.push(...some);
    await delay(60);
  }
  return keys;
}

async function putReady({ originals, thumbnails }: TestSystem, keys: readonly string[]): Promise<void> {
  await putUnderKeys(originals, photo, keys);
  await putUnderKeys(thumbnails, photo, keys);
}
