import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { callWithin, limitCalls } from '../../src/calls/index.ts';

const never = new AbortController().signal;

/** A client like those of the SDK, against a server that takes requests and never answers. */
async function openClient(t: TestContext) {
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => asked.resolve());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = {
    send: async (path: string, options: { abortSignal?: AbortSignal } = {}) => {
      const { abortSignal: signal } = options;
      return (await fetch(url + path, signal ? { signal } : {})).status;
    },
  };
  return { client, asked: asked.promise };
}

test('a call to a server that never answers ends by its deadline', async (t) => {
  const { client } = await openClient(t);
  await assert.rejects(limitCalls(client, 50).send('/'), { name: 'TimeoutError' });
});

test('a call to a server that never answers ends with its signal', async (t) => {
  const { client, asked } = await openClient(t);
  const aborter = new AbortController();
  const answer = limitCalls(client, 60_000).send('/', { abortSignal: aborter.signal });
  await asked;
  aborter.abort(new Error('the photo is no longer ours'));
  await assert.rejects(answer, /no longer ours/);
});

test('a call that ignores its signal ends nevertheless', async () => {
  const deaf = () => new Promise<never>(() => {});
  await assert.rejects(callWithin(20, never, deaf), { name: 'TimeoutError' });
  const aborter = new AbortController();
  const call = callWithin(60_000, aborter.signal, deaf);
  aborter.abort(new Error('gone'));
  await assert.rejects(call, /gone/);
});

test('a call is not begun once its signal is aborted', async () => {
  let calls = 0;
  const count = async () => {
    calls += 1;
  };
  await assert.rejects(callWithin(1_000, AbortSignal.abort(new Error('gone')), count), /gone/);
  assert.equal(calls, 0);
});

test('an answer in time is passed on', async () => {
  assert.equal(await limitCalls({ send: async (text: string) => `${text}!` }, 1_000).send('yes'), 'yes!');
});
