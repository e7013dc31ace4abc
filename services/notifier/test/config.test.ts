import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvalidSettingsError } from '@proofsheet/runtime';
import { readConfig, settings } from '../src/config.ts';

const complete = {
  AWS_REGION: 'ap-northeast-2',
  ORIGINALS_BUCKET: 'originals',
  THUMBNAILS_BUCKET: 'thumbnails',
  DERIVED_BUCKET: 'derived',
  THUMBNAILS_QUEUE_URL: 'https://sqs.ap-northeast-2.amazonaws.com/1/thumbnails-events',
  TOPIC_ARN: 'arn:aws:sns:ap-northeast-2:1:proofsheet',
  PUBLIC_URL: 'https://photos.example',
  LINK_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
};

test('the defaults', () => {
  const config = readConfig(complete);
  assert.equal(config.NOTIFY_QUIET_SECONDS, 30);
  assert.equal(config.NOTIFY_MAX_WAIT_SECONDS, 300);
  assert.equal(config.NOTIFY_MAX_PER_SECOND, 8);
  assert.equal(config.NOTIFY_FAILED, false);
  assert.deepEqual([config.SHARED_TOPIC, config.OWNER_TOPICS], [true, false]);
  assert.equal(config.LINK_MODE, 'token');
});

test('every setting says what it is', () => {
  for (const [name, { desc }] of Object.entries(settings)) assert.ok(desc, name);
});

test('presigned links need neither keys nor the upload service', () => {
  const { LINK_KEYS, PUBLIC_URL, ...rest } = complete;
  assert.ok(readConfig({ ...rest, LINK_MODE: 'presigned' }));
  assert.throws(
    () => readConfig(rest),
    ({ problems }: InvalidSettingsError) => {
      assert.deepEqual(problems, ['PUBLIC_URL: is missing', 'LINK_KEYS: is missing']);
      return true;
    },
  );
});

test('links to the album need the upload service, and keys for photos without an owner', () => {
  assert.equal(readConfig({ ...complete, LINK_MODE: 'album' }).LINK_MODE, 'album');
  for (const missing of ['PUBLIC_URL', 'LINK_KEYS']) {
    assert.throws(
      () => readConfig({ ...complete, LINK_MODE: 'album', [missing]: '' }),
      new RegExp(`${missing}: is missing`),
    );
  }
});

test('the longest wait is not shorter than the quiet', () => {
  const change = { NOTIFY_QUIET_SECONDS: '60', NOTIFY_MAX_WAIT_SECONDS: '59' };
  assert.throws(() => readConfig({ ...complete, ...change }), /NOTIFY_MAX_WAIT_SECONDS: must not be shorter/);
});

test('without the shared topic there are owners’ topics', () => {
  assert.throws(
    () => readConfig({ ...complete, SHARED_TOPIC: 'false' }),
    /SHARED_TOPIC: false requires OWNER_TOPICS=true/,
  );
  assert.ok(readConfig({ ...complete, SHARED_TOPIC: 'false', OWNER_TOPICS: 'true' }));
});

test('notified records outlive the age up to which there are notifications', () => {
  assert.throws(() => readConfig({ ...complete, NOTIFY_WITHIN_DAYS: '30' }), /NOTIFY_WITHIN_DAYS: must be/);
});

test('records lie in no bucket whose events are handled', () => {
  assert.throws(() => readConfig({ ...complete, DERIVED_BUCKET: 'thumbnails' }), /three different buckets/);
});
