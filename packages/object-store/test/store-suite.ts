import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { S3Client } from '@aws-sdk/client-s3';
import { createStack, type LocalAws, startLocalAws } from '@proofsheet/local-aws';
import { createS3Client, type ObjectStore, ObjectTooLargeError } from '../src/index.ts';

export type OpenStore = (s3: S3Client, endpoint: string, bucket: string) => ObjectStore;

const { signal } = new AbortController();
const maxBytes = 2 ** 20;
const contentType = 'image/jpeg';

const oddKeys = [
  '한글 사진 + 100%.jpg',
  'a/../b',
  './a',
  'a/./b/..',
  '/',
  '//',
  '/a//b/',
  '-',
  '~',
  "!'()*",
  'a+b c%20d%2Bd',
  '?versionId=1&a=b#c',
  ';:@&=$,/[]{}|\\^`<>"',
  'photo\u{1f4f7}.jpg',
  'e\u0301 and \u00e9',
  '가'.repeat(341),
  'x'.repeat(1024),
];

/** What every object store does, against an S3 that checks each signature. */
export function testObjectStore(open: OpenStore): void {
  let aws: LocalAws;
  let dataDir: string;
  let s3: S3Client;
  let store: ObjectStore;
  let missing: ObjectStore;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'object-store-'));
    aws = await startLocalAws({ dataDir });
    const { url: endpoint, region, credentials } = aws;
    const { originalsBucket } = await createStack({ endpoint, region, credentials });
    s3 = createS3Client({ endpoint, region, credentials, forcePathStyle: true });
    store = open(s3, endpoint, originalsBucket);
    missing = open(s3, endpoint, 'no-such-bucket');
  });

  after(async () => {
    s3.destroy();
    await aws.close();
    await rm(dataDir, { recursive: true });
  });

  for (const key of oddKeys) {
    test(`what is put under a key is there under that key: ${key.slice(0, 40)}`, async () => {
      const etag = await store.put(key, `body of ${key}`, { contentType }, signal);
      const object = await store.get(key, { maxBytes, signal });
      assert.equal(object?.body.toString(), `body of ${key}`);
      assert.equal(object?.etag, etag);
      object?.release();
      assert.equal((await store.head(key, signal))?.etag, etag);
      const listed = await store.list({ prefix: key }, signal);
      assert.ok(listed.some((row) => row.key === key && row.etag === etag));
      assert.equal(await store.delete(key, { etag: etag ?? '' }, signal), true);
      assert.equal(await store.head(key, signal), undefined);
    });
  }

  test('an object has the bytes, type, metadata, ETag, size and time that it was put with', async () => {
    const body = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i % 251));
    const metadata = { 'source-etag': '"abc"', 'made-at': '2026-11-22T10:00:00.000Z', spaced: 'a  b' };
    const start = Date.now();
    const etag = await store.put('full', body, { contentType, metadata, cacheControl: 'no-store' }, signal);
    assert.equal(etag, `"${createHash('md5').update(body).digest('hex')}"`);
    const object = (await store.get('full', { maxBytes, signal })) ?? assert.fail();
    assert.ok(object.body.equals(body));
    const { body: _, release, ...head } = object;
    assert.deepEqual({ ...(await store.head('full', signal)) }, head);
    assert.equal(head.etag, etag);
    assert.equal(head.size, 70_000);
    assert.equal(head.contentType, contentType);
    assert.deepEqual({ ...head.metadata }, metadata);
    assert.ok(Math.abs(head.lastModified.getTime() - start) < 60_000);
    release();
  });

  test('an object of no bytes is an object', async () => {
    assert.ok(await store.put('empty', '', { contentType }, signal));
    const object = await store.get('empty', { maxBytes: 0, signal });
    assert.deepEqual([object?.size, object?.body.length], [0, 0]);
    object?.release();
  });

  test('an object of some megabytes comes whole', async () => {
    const body = Buffer.alloc(5_000_001, 'abcdefg');
    await store.put('large', body, { contentType }, signal);
    const object = await store.get('large', { maxBytes: body.length, signal });
    assert.ok(object?.body.equals(body));
    object?.release();
  });

  test('what is absent is undefined', async () => {
    assert.equal(await store.get('absent', { maxBytes, signal }), undefined);
    assert.equal(await store.head('absent', signal), undefined);
    assert.equal(await store.delete('absent', { etag: '"e"' }, signal), false);
    assert.deepEqual(await store.list({ prefix: 'absent' }, signal), []);
  });

  test('a put that expects nothing there succeeds once', async () => {
    const options = { contentType, expected: 'absent' } as const;
    const etag = await store.put('once', 'a', options, signal);
    assert.ok(etag);
    assert.equal(await store.put('once', 'b', options, signal), undefined);
    assert.equal((await store.head('once', signal))?.etag, etag);
  });

  test('a put that expects a version succeeds only upon that version', async () => {
    const first = await store.put('version', 'a', { contentType }, signal);
    const expected = { etag: first ?? '' };
    const second = await store.put('version', 'b', { contentType, expected }, signal);
    assert.ok(second && second !== first);
    assert.equal(await store.put('version', 'c', { contentType, expected }, signal), undefined);
    assert.equal(await store.put('no version', 'c', { contentType, expected }, signal), undefined);
    assert.equal((await store.head('version', signal))?.etag, second);
    assert.equal(await store.head('no version', signal), undefined);
  });

  test('a put without a condition replaces an existing object', async () => {
    await store.put('replaced', 'a', { contentType }, signal);
    const etag = await store.put('replaced', 'b', { contentType: 'text/plain' }, signal);
    const head = await store.head('replaced', signal);
    assert.deepEqual([head?.etag, head?.contentType], [etag, 'text/plain']);
  });

  test('a delete takes place only if the object is as expected', async () => {
    const etag = (await store.put('gone', 'a', { contentType }, signal)) ?? '';
    assert.equal(await store.delete('gone', { etag: '"0"' }, signal), false);
    assert.ok(await store.head('gone', signal));
    assert.equal(await store.delete('gone', { etag }, signal), true);
    assert.equal(await store.head('gone', signal), undefined);
  });

  test('an object of more bytes than are allowed is refused with its head', async () => {
    const etag = await store.put('too large', '12345', { contentType, metadata: { a: 'b' } }, signal);
    await assert.rejects(store.get('too large', { maxBytes: 4, signal }), (error) => {
      assert.ok(error instanceof ObjectTooLargeError);
      assert.deepEqual([error.head.etag, error.head.size, error.head.metadata.a], [etag, 5, 'b']);
      return true;
    });
    const fitting = await store.get('too large', { maxBytes: 5, signal });
    assert.equal(fitting?.size, 5);
    fitting?.release();
  });

  test('a list is in the order of the bytes, by prefix, shallow, from a key on, and limited', async () => {
    const keys = ['l/a', 'l/b/c', 'l/B', 'l/é', 'l/가', 'l/\u{1f4f7}', 'l/z', 'other'];
    for (const key of keys) await store.put(key, key, { contentType }, signal);
    const inOrder = ['l/B', 'l/a', 'l/b/c', 'l/z', 'l/é', 'l/가', 'l/\u{1f4f7}'];
    const list = async (options: Omit<Parameters<ObjectStore['list']>[0], 'prefix'>) =>
      (await store.list({ prefix: 'l/', ...options }, signal)).map(({ key }) => key);
    assert.deepEqual(await list({}), inOrder);
    assert.deepEqual(
      await list({ shallow: true }),
      inOrder.filter((key) => key !== 'l/b/c'),
    );
    assert.deepEqual(await list({ startAfter: 'l/b/c' }), inOrder.slice(3));
    assert.deepEqual(await list({ limit: 2 }), inOrder.slice(0, 2));
    assert.deepEqual(await list({ startAfter: 'l/a', limit: 2 }), inOrder.slice(2, 4));
    const [row] = await store.list({ prefix: 'l/a' }, signal);
    assert.deepEqual([row?.size, row?.etag], [3, (await store.head('l/a', signal))?.etag]);
  });

  test('folders are named once each, and objects beside them are not', async () => {
    for (const key of ['f/large/a', 'f/large/b/c', 'f/사진 +/a', 'f/object']) {
      await store.put(key, key, { contentType }, signal);
    }
    assert.deepEqual(await store.listFolders('f/', signal), ['large', '사진 +']);
    assert.deepEqual(await store.listFolders('f/nothing/', signal), []);
  });

  test('a bucket that does not exist is an error, never an absent object', async () => {
    const named = { name: 'NoSuchBucket' };
    await assert.rejects(missing.head('a', signal), named);
    await assert.rejects(missing.get('a', { maxBytes, signal }), named);
    await assert.rejects(missing.put('a', '', { contentType }, signal), named);
    await assert.rejects(missing.delete('a', { etag: '"e"' }, signal), named);
    await assert.rejects(missing.list({ prefix: '' }, signal), named);
  });

  test('a call whose signal is aborted rejects with the reason, and writes nothing', async () => {
    const gone = AbortSignal.abort(new Error('died'));
    const aborted = (error: unknown) => /died/.test(String(error)) || (error as Error).name === 'AbortError';
    await assert.rejects(store.put('aborted', 'a', { contentType }, gone), aborted);
    await assert.rejects(store.get('aborted', { maxBytes, signal: gone }), aborted);
    await assert.rejects(store.head('aborted', gone), aborted);
    assert.equal(await store.head('aborted', signal), undefined);
  });

  test('many calls at a time each get their own answer', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `many/${i}`);
    await Promise.all(keys.map((key) => store.put(key, key.repeat(1000), { contentType }, signal)));
    await Promise.all(
      keys.map(async (key) => {
        const object = await store.get(key, { maxBytes, signal });
        assert.equal(object?.body.toString(), key.repeat(1000));
        object?.release();
      }),
    );
  });
}
