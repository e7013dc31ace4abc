import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage, deliveryMessage, digestMessage, failureKey, outcomeKey } from '@proofsheet/photos';
import { UnreadableError } from '@proofsheet/queue';
import { createLogger } from '@proofsheet/runtime';
import { createHandleMessage } from '../src/handle-message.ts';

const eventOf = (bucket: string, ...keys: string[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key) } },
    })),
  });

/** What is done about a message with this body. */
async function handle(body: string): Promise<string[]> {
  const done: string[] = [];
  const handleMessage = createHandleMessage({
    thumbnailsBucket: 'thumbnails',
    derivedBucket: 'derived',
    gatherPhoto: async (key) => {
      done.push(`photo ${key}`);
      return 'gathered';
    },
    handleDigest: async (group, name) => {
      done.push(`digest ${name} of ${group}`);
      return 'done';
    },
    deliverBatch: async (group, batch) => {
      done.push(`delivery of ${batch} of ${group}`);
      return 'delivered';
    },
    logger: createLogger('test', 'silent'),
  });
  const message = { id: '1', body, receiveCount: 1, sentAt: undefined };
  const { signal } = new AbortController();
  await handleMessage(message, { signal, alone: false, assertInFlight() {} });
  return done;
}

const cases: [what: string, body: string, done: string[]][] = [
  ['events of several photos', eventOf('thumbnails', 'a.jpg', '한 +.jpg'), ['photo a.jpg', 'photo 한 +.jpg']],
  ['a digest', digestMessage('shared', 'a name'), ['digest a name of shared']],
  ['a delivery', deliveryMessage('shared', 'b-1'), ['delivery of b-1 of shared']],
  [
    'a new failure record',
    eventOf('derived', outcomeKey('a/b.jpg', '"e"', { status: 'failed', reason: 'corrupt' })),
    ['photo a/b.jpg'],
  ],
  ['one of an earlier release', eventOf('derived', failureKey('a/b.jpg', 'corrupt')), ['photo a/b.jpg']],
  ['another record', eventOf('derived', 'notified/a.jpg'), []],
  ['an event of another bucket', eventOf('holidays', 'a.jpg'), []],
  ['the test event', '{"Service":"Amazon S3","Event":"s3:TestEvent"}', []],
];
for (const [what, body, done] of cases) {
  test(what, async () => assert.deepEqual(await handle(body), done));
}

for (const body of ['', '{"proofsheet":"digest"}', checkMessage('originals', 'a.jpg')]) {
  test(`unreadable: ${body || 'nothing'}`, () => assert.rejects(handle(body), UnreadableError));
}
