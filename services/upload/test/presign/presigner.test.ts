import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { createS3Client, encodeKey } from '@proofsheet/object-store';
import { HttpRequest } from '@smithy/protocol-http';
import fc from 'fast-check';
import { createPresigner, type Presigner, type PresignRequest } from '../../src/presign/presigner.ts';

const signedAt = new Date('2026-03-01T10:00:00Z');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/of+nobody' };
const key = "photos/ab/cd/한글 사진 + 100%!'()*~&=?#;,:@$.jpg";
const sha256 = 'pmWkWSBCL51Bfkhn79xPuKBKHz//H6B+mY6G9/eieuM=';

const urlOf = async (presign: Presigner, request: PresignRequest) => (await presign(request)).url;

const places: [what: string, bucket: string, region: string, endpoint?: string][] = [
  ['AWS, by host', 'originals', 'ap-northeast-2'],
  ['AWS, a bucket whose name is no host', 'my.originals', 'us-east-1'],
  ['AWS, another partition', 'originals', 'cn-north-1'],
  ['an endpoint', 'originals', 'us-east-1', 'http://127.0.0.1:9000'],
  ['an endpoint below a path', 'originals', 'us-east-1', 'https://files.example/s3'],
];

for (const [what, bucket, region, endpoint] of places) {
  for (const sessionToken of [undefined, 'token/of+nobody==']) {
    const s3 = createS3Client({
      region,
      credentials: { ...credentials, ...(sessionToken !== undefined && { sessionToken }) },
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    });
    const suffix = sessionToken === undefined ? '' : ', with a session token';

    test(`the same as getSignedUrl: PUT at ${what}${suffix}`, async () => {
      const presign = await createPresigner({ s3, bucket, publicEndpoint: endpoint });
      const headers = {
        'content-type': 'image/jpeg',
        'content-length': '5',
        'if-none-match': '*',
        'x-amz-checksum-sha256': sha256,
      };
      const input = {
        Bucket: bucket,
        Key: key,
        ContentType: 'image/jpeg',
        ContentLength: 5,
        IfNoneMatch: '*',
        ChecksumSHA256: sha256,
      };
      assert.equal(
        await urlOf(presign, {
          method: 'PUT',
          key,
          headers,
          query: { 'x-id': 'PutObject' },
          signedAt,
          expiresIn: 900,
        }),
        await getSignedUrl(s3, new PutObjectCommand(input), {
          signingDate: signedAt,
          expiresIn: 900,
          signableHeaders: new Set(['content-type']),
          unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
        }),
      );
    });

    test(`the same as getSignedUrl: GET at ${what}${suffix}`, async () => {
      const presign = await createPresigner({ s3, bucket, publicEndpoint: endpoint });
      assert.equal(
        await urlOf(presign, {
          method: 'GET',
          key,
          query: { 'x-id': 'GetObject' },
          signedAt,
          expiresIn: 300,
        }),
        await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), {
          signingDate: signedAt,
          expiresIn: 300,
        }),
      );
    });
  }
}

test('a public endpoint is what clients get, by path', async () => {
  const s3 = createS3Client({ region: 'us-east-1', credentials, endpoint: 'http://in-the-cluster:9000' });
  const presign = await createPresigner({
    s3,
    bucket: 'originals',
    publicEndpoint: 'https://s3.example:8443',
  });
  const url = await urlOf(presign, { method: 'GET', key: 'a.jpg', query: {}, signedAt, expiresIn: 300 });
  assert.ok(url.startsWith('https://s3.example:8443/originals/a.jpg?X-Amz-'), url);
});

test("the same as the SDK's signer, whatever is signed", async () => {
  const host = 's3.example:8443';
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  const name = fc.stringMatching(/^[a-z][\w.-]{0,20}$/);
  const value = fc.stringMatching(/^[\x20-\x7e\t]{1,40}$/);
  const request = fc.record({
    method: fc.constantFrom('GET' as const, 'PUT' as const),
    key: text,
    headers: fc.dictionary(
      fc.constantFrom('content-type', 'content-length', 'if-none-match', 'a', 'z-z'),
      value,
    ),
    query: fc.dictionary(name, text, { noNullPrototype: true }),
    signedAt: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    expiresIn: fc.integer({ min: 1, max: 604_800 }),
  });
  const identity = fc.record(
    { accessKeyId: value, secretAccessKey: text, sessionToken: text },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  );
  await fc.assert(
    fc.asyncProperty(request, identity, async (wanted, credentials) => {
      const region = 'eu-central-1';
      const s3 = createS3Client({ region, credentials, endpoint: `https://${host}`, forcePathStyle: true });
      const presign = await createPresigner({ s3, bucket: 'originals', publicEndpoint: `https://${host}` });
      const { sha256 } = s3.config;
      const signed = await new S3RequestPresigner({ credentials, region, sha256 }).presign(
        new HttpRequest({
          method: wanted.method,
          hostname: 's3.example',
          port: 8443,
          path: `/originals/${encodeKey(wanted.key)}`,
          query: { ...wanted.query },
          headers: { ...wanted.headers },
        }),
        {
          signingDate: wanted.signedAt,
          expiresIn: wanted.expiresIn,
          signableHeaders: new Set(['content-type']),
        },
      );
      const { searchParams } = new URL(await urlOf(presign, wanted));
      assert.deepEqual(Object.fromEntries(searchParams), { ...signed.query });
    }),
  );
});

test('a URL ends with the credentials that signed it', async () => {
  const expiration = new Date('2026-03-01T10:03:00Z');
  const s3 = createS3Client({
    region: 'us-east-1',
    credentials: async () => ({ ...credentials, sessionToken: 'token', expiration }),
  });
  const presign = await createPresigner({ s3, bucket: 'originals', publicEndpoint: undefined });
  const request = { method: 'GET', key: 'a.jpg', query: {}, signedAt } as const;
  assert.deepEqual((await presign({ ...request, expiresIn: 300 })).expiresAt, expiration);
  assert.deepEqual(
    (await presign({ ...request, expiresIn: 60 })).expiresAt,
    new Date('2026-03-01T10:01:00Z'),
  );
});
