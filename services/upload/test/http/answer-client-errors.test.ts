import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

/** Sends bytes as they are, and reads what comes until the connection ends. */
async function send(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

for (const [what, bytes, status, type] of [
  ['what is no HTTP', 'hello?\r\n\r\n', 400, 'invalid-request'],
  [
    'an endless header',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
] as const) {
  test(`${what} is answered with a problem, and is over`, async () => {
    const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(head, /^content-type: application\/problem\+json/m);
    const { requestId, ...problem } = JSON.parse(body);
    assert.deepEqual([problem.status, problem.type], [status, `urn:proofsheet:problem:${type}`]);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
  });
}
