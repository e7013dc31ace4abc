import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../src/signature/sha256.ts';
import { BUCKET, openTestAws, openTestBucket, refusal } from '../../open-test-aws.ts';

const KEYS = [
  '한글 사진 + 100%.jpg',
  '../x',
  '../../../etc/passwd',
  './a/../b',
  'a//b',
  '/leading',
  'trailing/',
  'sharp#question?and&equals=',
  'quote\'s "and" <angle> (round) *star* ~tilde!',
  ' spaces ',
  '__proto__',
  '\u{1f4f7}',
  'é'.repeat(512),
];

test('any key of up to 1,024 bytes works and stays what it is', async (t) => {
  const { s3, dataDir } = await openTestBucket(t);
  for (const Key of KEYS) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: `body of ${Key}` }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    assert.equal(await Body?.transformToString(), `body of ${Key}`);
  }
  for (const EncodingType of ['url', undefined] as const) {
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, ...(EncodingType && { EncodingType }) }),
    );
    const listed = Contents?.map(({ Key = '' }) => (EncodingType ? decodeURIComponent(Key) : Key));
    assert.deepEqual(
      listed,
      [...KEYS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  }
  const files = await readdir(join(dataDir, 's3', 'blobs'));
  assert.ok(files.every((name) => /^[0-9a-f-]{36}$/.test(name)));
  const long = new PutObjectCommand({ Bucket: BUCKET, Key: `${'é'.repeat(512)}x`, Body: 'x' });
  await assert.rejects(s3.send(long), refusal('KeyTooLongError', 400));
});

test('what describes an object comes back with it', async (t) => {
  const { s3 } = await openTestBucket(t);
  const described = {
    ContentType: 'image/jpeg',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    ContentEncoding: 'gzip',
    Metadata: { recipe: '1', 'source-etag': '"abc"' },
  };
  const { ETag } = await s3.send(
    new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'bytes', ...described }),
  );
  assert.equal(ETag, `"${createHash('md5').update('bytes').digest('hex')}"`);
  const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'a' }));
  assert.partialDeepStrictEqual(head, { ...described, ETag: ETag, ContentLength: 5 });
  assert.equal(head.LastModified?.getMilliseconds(), 0);

  await s3.send(new CopyObjectCommand({ Bucket: BUCKET, Key: '한 b', CopySource: `${BUCKET}/a` }));
  const copy = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: '한 b' }));
  assert.partialDeepStrictEqual(copy, { ...described, ETag: ETag });
});

test('more than 2 KB of metadata is refused', async (t) => {
  const { s3 } = await openTestBucket(t);
  const Metadata = { a: 'x'.repeat(2048) };
  const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x', Metadata });
  await assert.rejects(s3.send(command), refusal('MetadataTooLarge', 400));
});

test('a stream is taken in chunks with a trailing checksum', async (t) => {
  const { s3 } = await openTestBucket(t);
  const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(5, 'b')]);
  const ContentLength = 70_005;
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body, ContentLength }));
  const { Body: stored, ChecksumCRC32 } = await s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: 'a', ChecksumMode: 'ENABLED' }),
  );
  assert.ok(ChecksumCRC32);
  assert.equal((await stored?.transformToByteArray())?.length, ContentLength);
});

test('checksums that do not match are refused, and nothing is stored', async (t) => {
  const { s3, dataDir } = await openTestBucket(t);
  const wrong = [
    { ContentMD5: createHash('md5').update('other').digest('base64') },
    { ChecksumSHA256: createHash('sha256').update('other').digest('base64') },
    { ChecksumSHA1: createHash('sha1').update('other').digest('base64') },
    { ChecksumCRC32: 'AAAAAA==' },
  ];
  for (const checksum of wrong) {
    const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'bytes', ...checksum });
    await assert.rejects(s3.send(command), refusal('BadDigest', 400));
  }
  assert.deepEqual(await readdir(join(dataDir, 's3', 'blobs')), []);
});

test('a body other than the one signed is refused, and nothing is stored', async (t) => {
  const { aws, dataDir } = await openTestBucket(t);
  const { host } = new URL(aws.url);
  const signer = new SignatureV4({
    credentials: aws.credentials,
    region: aws.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const path = `/${BUCKET}/key`;
  const toSign = new HttpRequest({ method: 'PUT', path, headers: { host }, body: 'signed' });
  const { headers } = await signer.sign(toSign);
  const answer = await fetch(aws.url + path, { method: 'PUT', headers, body: 'forged' });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /XAmzContentSHA256Mismatch/);
  assert.deepEqual(await readdir(join(dataDir, 's3', 'blobs')), []);
});

test('a bucket that is not there is 404', async (t) => {
  const { s3 } = await openTestAws(t);
  const command = new PutObjectCommand({ Bucket: 'absent', Key: 'a', Body: 'x' });
  await assert.rejects(s3.send(command), refusal('NoSuchBucket', 404));
});

test('an upload whose client goes away leaves nothing', async (t) => {
  const { aws, s3, dataDir } = await openTestBucket(t);
  const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'a', ContentLength: 100_000 });
  const call = request(await getSignedUrl(s3, command), {
    method: 'PUT',
    headers: { 'content-length': 100_000 },
  });
  call.on('error', () => {});
  const blobs = join(dataDir, 's3', 'blobs');
  const watcher = watch(blobs);
  t.after(() => watcher.close());
  const begun = once(watcher, 'change');
  call.write('some of it');
  await begun;
  call.destroy();
  await aws.close();
  assert.deepEqual(await readdir(blobs), []);
});
