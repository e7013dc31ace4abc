import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket, refusal } from '../../open-test-aws.ts';

async function fill(s3: S3Client, keys: readonly string[]): Promise<void> {
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
}

test('keys come in the order of their UTF-8 bytes', async (t) => {
  const { s3 } = await openTestBucket(t);
  const ordered = ['A', 'a', 'a/b', 'b', 'é', '한', '\uffee', '\u{1f4f7}'];
  await fill(s3, ordered.toReversed());
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  assert.deepEqual(
    Contents?.map(({ Key }) => Key),
    ordered,
  );
});

test('pages follow each other without gap or double, common prefixes too', async (t) => {
  const { s3 } = await openTestBucket(t);
  await fill(s3, ['p/a/1', 'p/a/2', 'p/a/3', 'p/b', 'p/c/1', 'p/c/2', 'p/d', 'q']);
  const paging = { Bucket: BUCKET, Prefix: 'p/', Delimiter: '/', MaxKeys: 1 };
  const found: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, paging)) {
    assert.equal(page.KeyCount, 1);
    found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
  }
  assert.deepEqual(found, ['p/a/', 'p/b', 'p/c/', 'p/d']);
});

test('a listing may start behind a key', async (t) => {
  const { s3 } = await openTestBucket(t);
  await fill(s3, ['a', 'b', 'c']);
  const list = async (StartAfter: string) => {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, StartAfter }));
    return Contents?.map(({ Key }) => Key);
  };
  assert.deepEqual(await list('a'), ['b', 'c']);
  assert.deepEqual(await list('aa'), ['b', 'c']);
  assert.equal(await list('c'), undefined);
});

test('an invented token is refused', async (t) => {
  const { s3 } = await openTestBucket(t);
  const command = new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken: 'invented' });
  await assert.rejects(s3.send(command), refusal('InvalidArgument', 400));
});

test('version 1 of the call gives the same keys, page by page', async (t) => {
  const { s3 } = await openTestBucket(t);
  await fill(s3, ['p/a/1', 'p/a/2', 'p/b', 'p/c/1', 'p/한글', 'q']);
  const list = async (delimiter: string) => {
    const found: (string | undefined)[] = [];
    for (let marker: string | undefined, more = true; more; ) {
      const page = await s3.send(
        new ListObjectsCommand({
          Bucket: BUCKET,
          Prefix: 'p/',
          Delimiter: delimiter,
          MaxKeys: 1,
          Marker: marker,
        }),
      );
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      marker = page.NextMarker ?? page.Contents?.at(-1)?.Key;
      more = page.IsTruncated === true;
    }
    return found;
  };
  assert.deepEqual(await list('/'), ['p/a/', 'p/b', 'p/c/', 'p/한글']);
  assert.deepEqual(await list(''), ['p/a/1', 'p/a/2', 'p/b', 'p/c/1', 'p/한글']);
});
