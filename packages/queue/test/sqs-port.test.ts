import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startLocalAws } from '@proofsheet/local-aws';
import { createSqsClient, createSqsPort, type SqsPort } from '../src/sqs-port.ts';
import { createSetup } from './set-up.ts';

const { signal } = new AbortController();
const AT_ONCE = { max: 10, waitSeconds: 0, visibilitySeconds: 60 };

/** A queue of the embedded SQS, reached by the real SDK. */
async function openQueue(t: TestContext): Promise<SqsPort> {
  const dataDir = await mkdtemp(join(tmpdir(), 'queue-test-'));
  const { url, region, credentials, close } = await startLocalAws({ dataDir });
  const client = new SQSClient({ endpoint: url, region, credentials });
  t.after(async () => {
    client.destroy();
    await close();
    await rm(dataDir, { recursive: true });
  });
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'events' }));
  return createSqsPort(client, QueueUrl);
}

test('a message is sent, received with its count and time, given back, and deleted', async (t) => {
  const sqs = await openQueue(t);
  const before = Date.now();
  await sqs.send('한글 + 100%', signal);
  const [first] = await sqs.receive(AT_ONCE);
  assert.ok(first !== undefined);
  assert.equal(first.message.body, '한글 + 100%');
  assert.equal(first.message.receiveCount, 1);
  assert.ok(Math.abs((first.message.sentAt?.getTime() ?? 0) - before) < 5_000);
  assert.deepEqual(await sqs.receive(AT_ONCE), []);

  assert.deepEqual(await sqs.changeVisibilityBatch([{ receiptHandle: first.receiptHandle, seconds: 0 }]), []);
  const [second] = await sqs.receive(AT_ONCE);
  assert.equal(second?.message.id, first.message.id);
  assert.equal(second?.message.receiveCount, 2);
  assert.deepEqual(await sqs.deleteBatch([second?.receiptHandle ?? '']), []);
  assert.deepEqual(await sqs.receive(AT_ONCE), []);
});

test('of a batch the refused entries are returned, by their places', async (t) => {
  const sqs = await openQueue(t);
  await sqs.send('a', signal);
  const [received] = await sqs.receive(AT_ONCE);
  const good = received?.receiptHandle ?? '';
  const changes = [
    { receiptHandle: 'nonsense', seconds: 10 },
    { receiptHandle: good, seconds: 10 },
  ];
  const refused = await sqs.changeVisibilityBatch(changes);
  assert.deepEqual(
    refused.map(({ index, gone }) => ({ index, gone })),
    [{ index: 0, gone: true }],
  );
});

test('a delayed message is not there yet', async (t) => {
  const sqs = await openQueue(t);
  await sqs.send('later', signal, 900);
  assert.deepEqual(await sqs.receive(AT_ONCE), []);
});

test('a long poll ends when its signal is aborted', async (t) => {
  const sqs = await openQueue(t);
  const aborter = new AbortController();
  const poll = sqs.receive({ ...AT_ONCE, waitSeconds: 20, signal: aborter.signal });
  setImmediate(() => aborter.abort());
  await assert.rejects(poll, { name: 'AbortError' });
});

test('the consumer empties a real queue and stops', async (t) => {
  const sqs = await openQueue(t);
  const bodies = Array.from({ length: 25 }, (_, n) => `m${n}`);
  for (const body of bodies) await sqs.send(body, signal);
  const handled = new Set<string>();
  const deleted = Promise.withResolvers<void>();
  let count = 0;
  const { consumer, texts } = createSetup(
    async ({ body }) => {
      handled.add(body);
    },
    {
      sqs,
      waitSeconds: 1,
      now: () => performance.now(),
      events: {
        deleted: (more) => {
          count += more;
          if (count === bodies.length) deleted.resolve();
        },
      },
    },
  );
  consumer.start();
  await deleted.promise;
  await consumer.stop();
  assert.deepEqual(handled, new Set(bodies));
  assert.deepEqual(await sqs.receive(AT_ONCE), []);
  assert.deepEqual(texts('warn'), []);
});

test('a sent message carries its delay', async (t) => {
  const sqs = await openQueue(t);
  await sqs.send('at once', signal);
  await sqs.send('later', signal, 1);
  const [first] = await sqs.receive(AT_ONCE);
  assert.deepEqual([first?.message.body, first?.message.delaySeconds], ['at once', 0]);
  const [second] = await sqs.receive({ ...AT_ONCE, waitSeconds: 5 });
  assert.deepEqual([second?.message.body, second?.message.delaySeconds], ['later', 1]);
});

test('a send that SQS never answers ends with its signal', async (t) => {
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => asked.resolve());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const client = createSqsClient({ endpoint: url, region: 'us-east-1', credentials });
  t.after(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const aborter = new AbortController();
  const sent = createSqsPort(client, `${url}/queue`).send('check', aborter.signal, 900);
  await asked.promise;
  aborter.abort(new Error('the message was lost'));
  await assert.rejects(sent, /the message was lost/);
});
