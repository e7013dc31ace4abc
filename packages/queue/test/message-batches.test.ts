import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBatcher } from '../src/message-batches.ts';
import { endSimulation, pass, simulateTime } from './simulated-time.ts';

test('each batch has its own time to wait, counted from its first item', async (t) => {
  simulateTime();
  t.after(endSimulation);
  const sent: number[][] = [];
  const batcher = createBatcher<number>({
    size: 2,
    delayMs: 50,
    send: async (items) => {
      sent.push([...items]);
    },
  });
  batcher.add(1);
  await pass(30);
  batcher.add(2);
  batcher.add(3);
  assert.deepEqual(sent, [[1, 2]], 'a full batch goes at once');
  await pass(40);
  assert.deepEqual(sent, [[1, 2]], 'the time of the first batch is no matter of the second');
  await pass(10);
  assert.deepEqual(sent, [[1, 2], [3]]);
});

test('a flush waits for what is being sent', async () => {
  const sending = Promise.withResolvers<void>();
  const batcher = createBatcher<string>({ size: 10, delayMs: 1_000, send: () => sending.promise });
  batcher.add('a');
  let flushed = false;
  const flush = batcher.flush().then(() => {
    flushed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flushed, false);
  sending.resolve();
  await flush;
});
