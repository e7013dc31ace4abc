import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, good, headOf, refusal, startFaultServer } from './fault-server.ts';

const { signal } = new AbortController();
const get = { maxBytes: 1000, signal };
const xml = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>no</Message></Error>';
const chunkedHead = headOf(404, {
  etag: undefined,
  'content-type': 'application/xml',
  'content-length': undefined,
  'transfer-encoding': 'chunked',
});
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const chunks = `${chunk(xml.slice(0, 20))}${chunk(xml.slice(20))}0\r\n\r\n`;
const inOne: Answer = (socket) => socket.write(chunkedHead + chunks);
const byteByByte: Answer = async (socket) => {
  socket.setNoDelay(true);
  for (const byte of chunkedHead + chunks) await new Promise((resolve) => socket.write(byte, resolve));
};

for (const [how, answer] of Object.entries({
  'in chunks': inOne,
  'in chunks, byte by byte': byteByByte,
  'with a length': refusal(404, 'NoSuchKey'),
})) {
  test(`an object that is absent takes one request, over a connection that stays: an answer ${how}`, async (t) => {
    const { direct, fallbacks, seen, sockets, pool } = await startFaultServer(t, [answer, answer, good]);
    assert.equal(await direct.get('a', get), undefined);
    assert.equal(await direct.get('a', get), undefined);
    const object = await direct.get('a', get);
    assert.equal(object?.body.toString(), 'the bytes of the object');
    object?.release();
    assert.deepEqual([fallbacks, seen.length, sockets(), pool.out.size], [[], 3, 1, 0]);
  });
}

for (const [what, text] of Object.entries({
  'a bucket that is absent': `${chunk(xml.replace('NoSuchKey', 'NoSuchBucket'))}0\r\n\r\n`,
  'a size that is no number': `+1\r\nx\r\n0\r\n\r\n`,
  'a size with an extension': `1;a=b\r\nx\r\n0\r\n\r\n`,
  'a chunk without an end': `1\r\nxyz\r\n0\r\n\r\n`,
  'a trailer': `${chunk(xml)}0\r\nx: y\r\n\r\n`,
  'more than an answer': `${chunks}HTTP/1.1 200 OK\r\n`,
  'more than fits': chunk('x'.repeat(40_000)),
})) {
  test(`the SDK does it after a 404 of ${what}`, async (t) => {
    const odd: Answer = (socket) => socket.write(chunkedHead + text);
    const { direct, fallbacks, seen } = await startFaultServer(t, [odd, good]);
    const object = await direct.get('a', get);
    assert.equal(object?.body.toString(), 'the bytes of the object');
    assert.deepEqual([fallbacks.length, seen.length], [1, 2]);
  });
}
