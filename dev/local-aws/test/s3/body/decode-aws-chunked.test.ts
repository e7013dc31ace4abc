import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeAwsChunked } from '../../../src/s3/body/decode-aws-chunked.ts';

const FRAMED = '5;chunk-signature=00ff\r\nhello\r\n7\r\n, world\r\n0\r\nx-amz-checksum-crc32: abc=\r\n\r\n';

async function decode(pieces: readonly string[]) {
  const trailers = new Map<string, string>();
  const source = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece);
  })();
  let text = '';
  for await (const chunk of decodeAwsChunked(source, trailers)) text += chunk.toString();
  return { text, trailers: Object.fromEntries(trailers) };
}

test('framing comes off, wherever the network cuts', async () => {
  const expected = { text: 'hello, world', trailers: { 'x-amz-checksum-crc32': 'abc=' } };
  assert.deepEqual(await decode([...FRAMED]), expected);
  for (let cut = 1; cut < FRAMED.length; cut++) {
    assert.deepEqual(await decode([FRAMED.slice(0, cut), FRAMED.slice(cut)]), expected);
  }
});

test('a body cut short or badly framed is refused', async () => {
  const incomplete = { code: 'IncompleteBody' };
  for (const text of [
    '',
    '5\r\nhel',
    '5\r\nhello\r\n',
    '5\r\nhelloo\r\n0\r\n\r\n',
    'x\r\n',
    '-1\r\n',
    'a'.repeat(9000),
  ]) {
    await assert.rejects(decode([text]), incomplete);
  }
});
