import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { InvalidSettingsError } from '@proofsheet/runtime';
import { readConfig, settings } from '../src/config.ts';

const hash = createHash('sha256').update('a key').digest('hex');
const complete = {
  AWS_REGION: 'ap-northeast-2',
  ORIGINALS_BUCKET: 'originals',
  THUMBNAILS_BUCKET: 'thumbnails',
  DERIVED_BUCKET: 'derived',
  API_KEYS: `anna:${hash}`,
  LINK_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
};

test('the defaults', () => {
  const config = readConfig(complete);
  assert.equal(config.PORT, 8080);
  assert.deepEqual(config.UPLOAD_CONTENT_TYPES, [
    'image/jpeg',
    'image/png',
    'image/webp',
    'image/gif',
    'image/avif',
    'image/heic',
    'image/heif',
  ]);
  assert.equal(config.S3_PUBLIC_ENDPOINT, undefined);
});

test('every setting says what it is', () => {
  for (const [name, { desc }] of Object.entries(settings)) assert.ok(desc, name);
});

test('all missing settings are listed at once', () => {
  assert.throws(
    () => readConfig({}),
    (error: InvalidSettingsError) => {
      assert.ok(error instanceof InvalidSettingsError);
      assert.deepEqual(
        error.problems.map((problem) => problem.split(':')[0]).sort(),
        Object.keys(complete)
          .filter((name) => name !== 'API_KEYS')
          .sort(),
      );
      return true;
    },
  );
});

const wrong: [what: string, change: Record<string, string>, problem: RegExp][] = [
  ['two buckets of a name', { DERIVED_BUCKET: 'originals' }, /three different buckets/],
  ['a key instead of its hash', { API_KEYS: 'anna:secret' }, /^API_KEYS: pair 1 must be a name/],
  ['a hash without a name', { API_KEYS: hash }, /^API_KEYS: pair 1 must be a name/],
  ['a comma too many', { API_KEYS: `anna:${hash},` }, /^API_KEYS: pair 2 must be a name/],
  ['a short link key', { LINK_KEYS: 'k1:c2VjcmV0' }, /^LINK_KEYS: the key "k1" has fewer than 32 bytes/],
  [
    'more bytes than S3 takes',
    { MAX_UPLOAD_BYTES: '5368709121' },
    /^MAX_UPLOAD_BYTES: must be a whole number/,
  ],
  ['longer than S3 lets a URL live', { UPLOAD_URL_SECONDS: '604801' }, /^UPLOAD_URL_SECONDS: must be/],
  ['nobody who could call', { API_KEYS: '' }, /^API_KEYS, API_KEYS_FILE, OIDC_ISSUER: at least one/],
  ['tokens for anybody', { OIDC_ISSUER: 'https://id.example' }, /^OIDC_AUDIENCE: is missing/],
  ['a shared secret', { OIDC_ALGORITHMS: 'RS256,HS256' }, /^OIDC_ALGORITHMS: must be public-key algorithms/],
  ['an endpoint that is none', { S3_PUBLIC_ENDPOINT: 's3.example' }, /^S3_PUBLIC_ENDPOINT: must be an http/],
];
for (const [what, change, problem] of wrong) {
  test(`refused, without a secret in the message: ${what}`, () => {
    assert.throws(
      () => readConfig({ ...complete, ...change }),
      ({ problems }: InvalidSettingsError) => {
        assert.equal(problems.length, 1);
        assert.match(problems[0] ?? '', problem);
        assert.doesNotMatch(problems[0] ?? '', new RegExp(`secret|c2VjcmV0|${hash}`));
        return true;
      },
    );
  });
}
