import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAll } from '@proofsheet/harness/list-all';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { runProofsheet } from '@proofsheet/harness/run-proofsheet';
import { sendEvents } from '@proofsheet/harness/send-events';
import { until } from '@proofsheet/harness/until';
import { makePhoto } from './make-photo.ts';
import { type FaultySystem, startFaultySystem } from './start-faulty-system.ts';

const { signal } = new AbortController();
const photo = await makePhoto('#2060c0');
const jpeg = { contentType: 'image/jpeg' };

test('a worker frozen in the middle of a photo until another has made it writes nothing and spoils nothing', {
  timeout: 180_000,
}, async (t) => {
  let freeze = () => {};
  const system = await startFaultySystem(t, ({ method, path }) =>
    method === 'GET' && path.endsWith('/a.jpg') ? { onSent: () => freeze() } : 'pass',
  );
  const frozen = await system.startService('worker');
  let isFrozen = false;
  freeze = () => {
    freeze = () => {};
    isFrozen = true;
    process.kill(frozen.pid, 'SIGSTOP');
  };
  await system.originals.put('a.jpg', photo, jpeg, signal);
  await until('the freeze', async () => isFrozen);
  await system.startService('worker');
  await system.startService('notifier');
  const made = await until('the thumbnail', () => system.thumbnails.head('a.jpg', signal), 60_000);
  process.kill(frozen.pid, 'SIGCONT');
  await system.assertRight(t);
  assert.deepEqual(await system.thumbnails.head('a.jpg', signal), made);
});

test('the same message at two workers at once, many times: one set of thumbnails', {
  timeout: 180_000,
}, async (t) => {
  // Every answer to a GET waits, so that both workers have read before either writes.
  const system = await startFaultySystem(t, ({ method, path }) =>
    method === 'GET' && path.endsWith('.jpg') ? { delayMs: 300 } : 'pass',
  );
  const keys = Array.from({ length: 20 }, (_, index) => `${index}.jpg`);
  await putUnderKeys(system.originals, photo, keys);
  const { originalsQueueUrl, originalsBucket } = system.local;
  await sendEvents(system.sqs, originalsQueueUrl, originalsBucket, keys);
  await Promise.all([
    system.startService('worker'),
    system.startService('worker'),
    system.startService('notifier'),
  ]);
  await system.assertRight(t);
  const handled = system.lines.filter(({ msg }) => msg === 'reconciled').length;
  assert.ok(handled >= 40, `${handled} messages were handled`);
});

test('while no heartbeat works, a photo that takes too long comes back and is made in the end', {
  timeout: 180_000,
}, async (t) => {
  let reads = 0;
  let refused = 0;
  const system = await startFaultySystem(t, ({ method, path, operation }) => {
    if (operation?.startsWith('ChangeMessageVisibility')) {
      refused += 1;
      return { status: 503, body: '{"__type": "ServiceUnavailable"}' };
    }
    if (method !== 'GET' || !path.endsWith('/slow.jpg')) return 'pass';
    reads += 1;
    return reads === 1 ? { delayMs: 15_000 } : 'pass';
  });
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await system.originals.put('slow.jpg', photo, jpeg, signal);
  await until('the thumbnail', () => system.thumbnails.head('slow.jpg', signal), 90_000);
  await system.assertRight(t);
  assert.ok(reads >= 2 && refused > 0, `${reads} reads, ${refused} heartbeats refused`);
  t.diagnostic(`${refused} heartbeats refused, read ${reads} times`);
});

test('a photo that kills every worker ends as a dead letter, alone from the third receive on, and the others are made', {
  timeout: 420_000,
}, async (t) => {
  const begun = new Set<string>();
  const neighbours: number[] = [];
  let kill = () => {};
  const system = await startFaultySystem(t, ({ method, path }) => {
    if (method !== 'GET' || !path.endsWith('.jpg')) return 'pass';
    const key = path.split('/').at(-1) ?? '';
    if (key !== 'heavy.jpg') {
      begun.add(key);
      return { delayMs: 400 };
    }
    neighbours.push([...begun].filter((each) => system.outcomesOf(each).length === 0).length);
    return { onSent: () => kill() };
  });
  const receives = 8;
  await system.startService('notifier');
  await system.originals.put('heavy.jpg', photo, jpeg, signal);
  let sent = 0;
  while (neighbours.length < receives) {
    for (let more = 0; more < 8; more += 1, sent += 1) {
      await system.originals.put(`${sent}.jpg`, photo, jpeg, signal);
    }
    begun.clear();
    const worker = await system.startService('worker');
    // The kernel ends a process that takes more memory than it may have in this way.
    kill = () => void worker.stop('SIGKILL');
    await worker.ended;
  }
  await system.startService('worker');
  const letters = await until(
    'the dead letter of this photo',
    async () => {
      const found = await readDeadLetters(system.local);
      return found.some(({ keys }) => keys.includes('heavy.jpg')) && found;
    },
    120_000,
  );
  const others = letters.flatMap(({ keys }) => keys).filter((key) => key !== 'heavy.jpg');
  // Those that were held back behind it at every death: a redrive brings them back.
  await sendEvents(system.sqs, system.local.originalsQueueUrl, system.local.originalsBucket, others);
  const listOthers = async () =>
    (await listAll(system.thumbnails)).filter(({ key }) => key !== 'heavy.jpg').length;
  await until('all others', async () => (await listOthers()) === sent, 60_000);
  t.diagnostic(
    `${receives} workers killed, it ran beside ${neighbours.join(', ')} others; ${sent} of ${sent} others made, ` +
      `${others.length} of them after a redrive`,
  );
  assert.deepEqual(neighbours.slice(2), neighbours.slice(2).fill(0));
  assert.ok(others.length <= 2, `${others.length} others are dead letters`);
});

async function readDeadLetters(local: FaultySystem['local']): Promise<{ keys: string[] }[]> {
  const text = await runProofsheet(local, 'dlq', 'list', 'originals', '--json');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
