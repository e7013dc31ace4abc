import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type TestContext, test } from 'node:test';
import { type ObjectStore, ObjectTooLargeError } from '../src/index.ts';
import {
  type Answer,
  body,
  etag,
  good,
  goodText,
  headOf,
  refusal,
  startFaultServer,
} from './fault-server.ts';

const { signal } = new AbortController();
const maxBytes = 1000;

const calls: Readonly<Record<string, (store: ObjectStore, signal: AbortSignal) => Promise<unknown>>> = {
  get: async (store, signal) => {
    const object = await store.get('a b.jpg', { maxBytes, signal });
    const copy = object && { ...object, body: object.body.toString(), release: undefined };
    object?.release();
    object?.release();
    return copy;
  },
  head: (store, signal) => store.head('a b.jpg', signal),
  put: (store, signal) => store.put('a b.jpg', 'x', { contentType: 'image/jpeg' }, signal),
};

const length = String(body.length);
const reset: Answer = (socket) => socket.resetAndDestroy();
const faults: Readonly<Record<string, Answer>> = {
  'status 503': refusal(503, 'SlowDown'),
  'status 500 without a body': (socket) => socket.write(headOf(500)),
  'a reset before the answer': reset,
  'a close before the answer': (socket) => socket.destroy(),
  'a close in the middle of the head': (socket) => socket.end('HTTP/1.1 200 OK\r\netag: "1"\r\n'),
  'no ETag': (socket, method) => socket.write(goodText(method).replace(/etag: .*\r\n/, '')),
  'a header without a name': (socket, method) => socket.write(goodText(method).replace('etag:', ':')),
  'a header over two lines': (socket, method) =>
    socket.write(goodText(method).replace('etag: ', 'etag:\r\n ')),
  'another protocol': (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'),
  'HTTP/1.0': (socket, method) => socket.end(goodText(method).replace('HTTP/1.1', 'HTTP/1.0')),
  'a head without an end': (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(40_000)}`),
  'two lengths': (socket, method) =>
    socket.write(goodText(method).replace('content-length', 'content-length: 1\r\ncontent-length')),
  'a length that is no number': (socket, method) =>
    socket.end(goodText(method).replace(/content-length: \d+/, 'content-length: +1')),
};
const faultsOfBodies: Readonly<Record<string, Answer>> = {
  'a reset in the middle of the body': (socket) => {
    socket.write(headOf(200, { 'content-length': length }) + body.slice(0, 5), () =>
      socket.resetAndDestroy(),
    );
  },
  'fewer bytes than declared': (socket) => {
    socket.end(headOf(200, { 'content-length': length }) + body.slice(0, -1));
  },
  'more bytes than declared': (socket) => {
    socket.write(`${headOf(200, { 'content-length': length })}${body}!`);
  },
  'a body in chunks': (socket) => {
    const head = headOf(200, { 'content-length': undefined, 'transfer-encoding': 'chunked' });
    socket.write(`${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  },
  'a body that ends with the connection': (socket) => {
    socket.end(headOf(200, { 'content-length': undefined }) + body);
  },
};

for (const [call, run] of Object.entries(calls)) {
  test(`the plain case is never left to the SDK, and uses one connection: ${call}`, async (t) => {
    const { direct, sdk, fallbacks, pool, seen, sockets } = await startFaultServer(t, [good]);
    for (let i = 0; i < 5; i += 1) await run(direct, signal);
    assert.deepEqual([fallbacks, seen.length, sockets(), pool.out.size], [[], 5, 1, 0]);
    assert.deepEqual(await run(direct, signal), await run(sdk, signal));
  });

  for (const [fault, answer] of Object.entries({ ...faults, ...(call === 'get' && faultsOfBodies) })) {
    test(`the SDK does it after ${fault}: ${call}`, async (t) => {
      const { direct, sdk, fallbacks, pool, seen } = await startFaultServer(t, [answer, good]);
      const result = await run(direct, signal);
      assert.deepEqual([fallbacks.length, seen.length], [1, 2]);
      assert.equal(pool.out.size, 0);
      assert.deepEqual(result, await run(sdk, signal));
    });
  }

  test(`the SDK does it after a silence: ${call}`, async (t) => {
    const { direct, fallbacks } = await startFaultServer(t, [() => {}, good], { silentMs: 50 });
    assert.ok(await run(direct, signal));
    assert.deepEqual(fallbacks, ['Error: silent for 50 ms']);
  });

  for (const [what, answer] of Object.entries({
    absent: refusal(404, 'NoSuchKey'),
    'without the bucket': refusal(404, 'NoSuchBucket'),
    refused: refusal(403, 'AccessDenied'),
    'not as expected': refusal(412, 'PreconditionFailed'),
    'in conflict': refusal(409, 'ConditionalRequestConflict'),
    moved: refusal(301, 'PermanentRedirect'),
    'broken for long': refusal(503, 'SlowDown'),
  })) {
    test(`it ends as with the SDK alone when the answer is ${what}: ${call}`, async (t) => {
      const { direct, sdk, pool } = await startFaultServer(t, [answer]);
      assert.deepEqual(await outcomeOf(run(direct, signal)), await outcomeOf(run(sdk, signal)));
      assert.equal(pool.out.size, 0);
    });
  }

  test(`an abort before the answer rejects with the reason at once: ${call}`, async (t) => {
    const controller = new AbortController();
    const { direct, fallbacks, pool } = await startFaultServer(t, [
      () => controller.abort(new Error('died')),
    ]);
    await assert.rejects(run(direct, controller.signal), /died/);
    assert.deepEqual([fallbacks, pool.out.size], [[], 0]);
  });

  test(`nothing listens to the signal any more when it is over: ${call}`, async (t) => {
    const controller = new AbortController();
    const { direct } = await startFaultServer(t, [good, reset, good]);
    await run(direct, controller.signal);
    await run(direct, controller.signal);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });
}

test('an interim answer before the answer changes nothing', async (t) => {
  const early: Answer = (socket, method) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${goodText(method)}`);
  const { direct, sdk, pool } = await startFaultServer(t, [early]);
  for (const run of Object.values(calls)) assert.deepEqual(await run(direct, signal), await run(sdk, signal));
  assert.equal(pool.out.size, 0);
});

test('an abort in the middle of the body rejects with the reason, and releases the buffer once', async (t) => {
  const controller = new AbortController();
  const answer: Answer = (socket) => {
    socket.write(headOf(200, { 'content-length': length }) + body.slice(0, 5));
  };
  const { direct, fallbacks, pool } = await startFaultServer(t, [answer, good]);
  const object = direct.get('a', { maxBytes, signal: controller.signal });
  while (pool.taken() === 0) await turn();
  controller.abort(new Error('died'));
  await assert.rejects(object, /died/);
  assert.deepEqual([fallbacks, pool.out.size], [[], 0]);
  await checkGood(direct, t);
});

test('an abort while the SDK retries rejects soon', async (t) => {
  const controller = new AbortController();
  let asked = 0;
  const answer: Answer = (socket) => {
    asked += 1;
    if (asked === 1) socket.resetAndDestroy();
    else controller.abort(new Error('died'));
  };
  const { direct, pool } = await startFaultServer(t, [answer]);
  await assert.rejects(direct.get('a', { maxBytes, signal: controller.signal }));
  assert.equal(pool.out.size, 0);
});

test('an object that is too large is refused by its head: no buffer is taken, no body waited for', async (t) => {
  const answer: Answer = (socket) => {
    socket.write(headOf(200, { 'content-length': '1001' }));
  };
  const { direct, fallbacks, pool, seen } = await startFaultServer(t, [answer]);
  await assert.rejects(direct.get('a', { maxBytes, signal }), (error) => {
    assert.ok(error instanceof ObjectTooLargeError);
    assert.deepEqual([error.head.size, error.head.etag], [1001, etag]);
    return true;
  });
  assert.deepEqual([fallbacks, pool.taken(), seen.length], [[], 0, 1]);
});

test('an object is as large as its length says, down to nothing', async (t) => {
  for (const size of [0, 1, maxBytes]) {
    const answer: Answer = (socket) => {
      socket.write(headOf(200, { 'content-length': String(size) }) + 'x'.repeat(size));
    };
    const { direct, fallbacks } = await startFaultServer(t, [answer]);
    const object = await direct.get('a', { maxBytes, signal });
    assert.equal(object?.body.toString(), 'x'.repeat(size));
    assert.deepEqual(fallbacks, []);
  }
});

test('an answer that comes in pieces is read right, wherever it is cut', async (t) => {
  const whole = goodText('GET');
  let cut = 0;
  const answer: Answer = async (socket) => {
    socket.write(whole.slice(0, cut));
    await turn();
    await turn();
    socket.write(whole.slice(cut));
  };
  const { direct, fallbacks, sockets } = await startFaultServer(t, [answer]);
  for (cut = 1; cut < whole.length; cut += 1) await checkGood(direct, t);
  assert.deepEqual([fallbacks, sockets()], [[], 1]);
});

test('after an answer that ends its connection the next call opens another', async (t) => {
  const last: Answer = (socket, method) => {
    socket.end(goodText(method).replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
  };
  const { direct, fallbacks, sockets } = await startFaultServer(t, [last]);
  for (const run of Object.values(calls)) assert.ok(await run(direct, signal));
  assert.deepEqual([fallbacks, sockets()], [[], 3]);
});

test('a body that is still in use is not overwritten by another', async (t) => {
  const { direct } = await startFaultServer(t, [good]);
  const first = await direct.get('a', { maxBytes, signal });
  const second = await direct.get('b', { maxBytes, signal });
  assert.notEqual(first?.body.buffer, second?.body.buffer);
  first?.release();
  const third = await direct.get('c', { maxBytes, signal });
  assert.equal(third?.body.buffer, first?.body.buffer);
});

async function checkGood(store: ObjectStore, t: TestContext): Promise<void> {
  const object = await store.get('a', { maxBytes, signal });
  assert.equal(object?.body.toString(), body, t.name);
  object?.release();
}

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: Error) => error.name);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('the HEAD of an absent object is asked once, over a connection that is kept', async (t) => {
  const absent = headOf(404, {
    etag: undefined,
    'content-length': undefined,
    'transfer-encoding': 'chunked',
  });
  const bucket: Answer = (socket) => socket.write(headOf(200));
  const answers: Answer[] = [(socket) => socket.write(absent), bucket, (socket) => socket.write(absent)];
  const { direct, fallbacks, seen, sockets } = await startFaultServer(t, answers);
  for (let call = 0; call < 4; call += 1) assert.equal(await direct.head('a', signal), undefined);
  // One HEAD for each call, and one of the bucket, by the SDK: a missing bucket has the same answer.
  assert.deepEqual([fallbacks, seen.length, sockets()], [[], 5, 2]);
});
