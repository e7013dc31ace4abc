import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetBucketCorsCommand, PutBucketCorsCommand, type S3Client } from '@aws-sdk/client-s3';
import { BUCKET, openTestBucket } from '../../open-test-aws.ts';

const RULE = {
  AllowedOrigins: ['https://*.example.com'],
  AllowedMethods: ['PUT'],
  AllowedHeaders: ['Content-Type', 'x-amz-*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 60,
};

const configure = (s3: S3Client) =>
  s3.send(new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules: [RULE] } }));

const preflight = (url: string, origin: string, method: string, headers: string) =>
  fetch(`${url}/${BUCKET}/key`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  });

test('a preflight is answered as the rules say', async (t) => {
  const { aws, s3 } = await openTestBucket(t);
  await configure(s3);
  assert.deepEqual((await s3.send(new GetBucketCorsCommand({ Bucket: BUCKET }))).CORSRules, [RULE]);
  const allowed = await preflight(
    aws.url,
    'https://a.example.com',
    'PUT',
    'content-type, x-amz-checksum-sha256',
  );
  assert.equal(allowed.status, 200);
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://a.example.com');
  assert.equal(allowed.headers.get('access-control-allow-headers'), 'content-type, x-amz-checksum-sha256');
  assert.equal(allowed.headers.get('access-control-max-age'), '60');
  const refused = [
    await preflight(aws.url, 'https://example.org', 'PUT', 'content-type'),
    await preflight(aws.url, 'https://a.example.com', 'DELETE', 'content-type'),
    await preflight(aws.url, 'https://a.example.com', 'PUT', 'if-none-match'),
  ];
  for (const { status, headers } of refused) {
    assert.equal(status, 403);
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
});

test('without rules there is no preflight', async (t) => {
  const { aws } = await openTestBucket(t);
  assert.equal((await preflight(aws.url, 'https://a.example.com', 'PUT', '')).status, 403);
});

test('a page may read the answers, refusals included', async (t) => {
  const { aws, s3 } = await openTestBucket(t);
  await configure(s3);
  const origin = 'https://a.example.com';
  const answer = await fetch(`${aws.url}/${BUCKET}/key`, { method: 'PUT', body: 'x', headers: { origin } });
  assert.equal(answer.status, 403);
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  assert.equal(answer.headers.get('access-control-expose-headers'), 'ETag');
});

test('preflights with any query are answered, also for parts of multipart uploads', async (t) => {
  const { aws, s3 } = await openTestBucket(t);
  await configure(s3);
  for (const query of ['partNumber=1&uploadId=abc&x-id=UploadPart', 'uploads', 'acl', 'versionId=null']) {
    const { status, headers } = await fetch(`${aws.url}/${BUCKET}/key?${query}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example.com', 'access-control-request-method': 'PUT' },
    });
    assert.equal(status, 200, query);
    assert.equal(headers.get('access-control-allow-origin'), 'https://a.example.com', query);
  }
});
