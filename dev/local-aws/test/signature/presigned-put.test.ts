import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { BUCKET, openTestBucket, type TestAws } from '../open-test-aws.ts';

const BODY = Buffer.from('the bytes of a photo');
const SIGNED = new Set(['host', 'content-type', 'content-length', 'if-none-match', 'x-amz-checksum-sha256']);

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

async function presign(t: TestContext, options: { expiresIn?: number; signingDate?: Date } = {}) {
  const test = await openTestBucket(t);
  const { aws } = test;
  const s3 = new S3Client({
    endpoint: aws.url,
    region: aws.region,
    credentials: aws.credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const command = new PutObjectCommand({
    Bucket: BUCKET,
    Key: '한글 사진 + 100%.jpg',
    ContentType: 'image/jpeg',
    ContentLength: BODY.length,
    IfNoneMatch: '*',
    ChecksumSHA256: sha256(BODY),
  });
  const url = await getSignedUrl(s3, command, {
    signableHeaders: SIGNED,
    unhoistableHeaders: SIGNED,
    ...options,
  });
  const headers = {
    'content-type': 'image/jpeg',
    'if-none-match': '*',
    'x-amz-checksum-sha256': sha256(BODY),
  };
  return { ...test, url, headers };
}

async function expectRefusal(
  answer: Response,
  status: number,
  pattern: RegExp,
  { s3 }: TestAws,
): Promise<void> {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.match(text, pattern);
  const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  assert.equal(KeyCount, 0, 'nothing may be stored');
}

test('a presigned PUT that keeps to what was signed is stored, once', async (t) => {
  const { s3, url, headers } = await presign(t);
  const stored = await fetch(url, { method: 'PUT', headers, body: BODY });
  assert.equal(stored.status, 200, await stored.text());
  const { Body, ContentType } = await s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: '한글 사진 + 100%.jpg' }),
  );
  assert.equal(ContentType, 'image/jpeg');
  assert.equal(await Body?.transformToString(), BODY.toString());
  assert.equal((await fetch(url, { method: 'PUT', headers, body: BODY })).status, 412);
});

test('another length is refused', async (t) => {
  const test = await presign(t);
  const answer = await fetch(test.url, { method: 'PUT', headers: test.headers, body: `${BODY}!` });
  await expectRefusal(answer, 403, /SignatureDoesNotMatch/, test);
});

test('a body without a length is refused, whether or not a length was signed', async (t) => {
  const { s3, url, headers } = await presign(t);
  const free = await getSignedUrl(s3, new PutObjectCommand({ Bucket: BUCKET, Key: 'free' }));
  for (const [target, sent, status] of [
    [url, headers, 403],
    [free, {}, 411],
  ] as const) {
    const call = request(target, { method: 'PUT', headers: { ...sent, 'transfer-encoding': 'chunked' } });
    call.end(BODY);
    const [answer] = await once(call, 'response');
    assert.equal(answer.statusCode, status);
    answer.resume();
  }
  assert.equal((await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).KeyCount, 0);
});

test('another content type is refused', async (t) => {
  const test = await presign(t);
  const headers = { ...test.headers, 'content-type': 'text/html' };
  await expectRefusal(
    await fetch(test.url, { method: 'PUT', headers, body: BODY }),
    403,
    /SignatureDoesNotMatch/,
    test,
  );
});

test('leaving out a signed condition is refused', async (t) => {
  const test = await presign(t);
  const { 'if-none-match': _left, ...headers } = test.headers;
  await expectRefusal(
    await fetch(test.url, { method: 'PUT', headers, body: BODY }),
    403,
    /SignatureDoesNotMatch/,
    test,
  );
});

test('another key is refused', async (t) => {
  const test = await presign(t);
  const url = test.url.replace('.jpg', '.png');
  const answer = await fetch(url, { method: 'PUT', headers: test.headers, body: BODY });
  await expectRefusal(answer, 403, /SignatureDoesNotMatch/, test);
});

test('another method is refused', async (t) => {
  const test = await presign(t);
  const answer = await fetch(test.url, { method: 'DELETE', headers: test.headers });
  await expectRefusal(answer, 403, /SignatureDoesNotMatch/, test);
});

test('another checksum is refused', async (t) => {
  const test = await presign(t);
  const other = Buffer.from('THE BYTES OF A PHOTO');
  const headers = { ...test.headers, 'x-amz-checksum-sha256': sha256(other) };
  await expectRefusal(
    await fetch(test.url, { method: 'PUT', headers, body: other }),
    403,
    /SignatureDoesNotMatch/,
    test,
  );
});

test('bytes that do not match the signed checksum are refused', async (t) => {
  const test = await presign(t);
  const other = Buffer.from('THE BYTES OF A PHOTO');
  const answer = await fetch(test.url, { method: 'PUT', headers: test.headers, body: other });
  await expectRefusal(answer, 400, /BadDigest/, test);
});

test('a changed signature is refused', async (t) => {
  const test = await presign(t);
  const url = test.url.replace(
    /(X-Amz-Signature=)(.)/,
    (_all, name, digit) => name + (digit === '0' ? '1' : '0'),
  );
  const answer = await fetch(url, { method: 'PUT', headers: test.headers, body: BODY });
  await expectRefusal(answer, 403, /SignatureDoesNotMatch/, test);
});

test('a longer life than was signed is refused', async (t) => {
  const test = await presign(t);
  const url = test.url.replace('X-Amz-Expires=900', 'X-Amz-Expires=901');
  assert.notEqual(url, test.url);
  const answer = await fetch(url, { method: 'PUT', headers: test.headers, body: BODY });
  await expectRefusal(answer, 403, /SignatureDoesNotMatch/, test);
});

test('after its end it is refused', async (t) => {
  const test = await presign(t, { expiresIn: 1, signingDate: new Date(Date.now() - 3000) });
  const answer = await fetch(test.url, { method: 'PUT', headers: test.headers, body: BODY });
  await expectRefusal(answer, 403, /Request has expired/, test);
});

test('metadata that was not signed is refused', async (t) => {
  const test = await presign(t);
  const headers = { ...test.headers, 'x-amz-meta-owner': 'somebody' };
  await expectRefusal(await fetch(test.url, { method: 'PUT', headers, body: BODY }), 403, /not signed/, test);
});

test('a presigned GET may name the file and its type', async (t) => {
  const { s3 } = await openTestBucket(t);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'text' }));
  const disposition = "attachment; filename*=UTF-8''%ED%95%9C.jpg";
  const command = new GetObjectCommand({
    Bucket: BUCKET,
    Key: 'a',
    ResponseContentDisposition: disposition,
    ResponseContentType: 'image/jpeg',
    ResponseCacheControl: 'private',
  });
  const answer = await fetch(await getSignedUrl(s3, command));
  assert.equal(await answer.text(), 'text');
  assert.equal(answer.headers.get('content-disposition'), disposition);
  assert.equal(answer.headers.get('content-type'), 'image/jpeg');
  assert.equal(answer.headers.get('cache-control'), 'private');
});
