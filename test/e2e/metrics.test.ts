import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Photo, samplePhotos, sendPhoto } from '@proofsheet/demo';
import { untilNotified } from '@proofsheet/harness/notifications';
import { describeMetrics } from '@proofsheet/harness/describe-metrics';
import { readMetrics, type ServiceMetrics } from '@proofsheet/harness/read-metrics';
import { sendBytes } from '@proofsheet/harness/send-bytes';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { until } from '@proofsheet/harness/until';
import { ownerId } from '@proofsheet/photos';
import sharp from 'sharp';

const { signal } = new AbortController();
const variants = [{ name: 'large', width: 400, format: 'webp' }];
const good = (await samplePhotos()).filter((file) => /\.(jpg|png)$/.test(file)).slice(0, 3);
const broken = Buffer.from('This is no photo, whatever its name says.');

test('metrics show what happened to photos, good and bad', { timeout: 180_000 }, async (t) => {
  const system = await startTestSystem(t, {
    env: {
      worker: { VARIANTS: JSON.stringify(variants) },
      notifier: { NOTIFY_QUIET_SECONDS: '1', NOTIFY_MAX_PHOTOS: '200' },
    },
  });
  const photos = await sendAll(system);
  // Each of the two bad photos has a record, without a notification.
  await untilNotified(system, good.length);
  // One is S3's own, when the notifications were set up.
  const messages = 1 + photos.length;
  await until('an empty queue', async () => {
    const { value } = await readMetrics(system, 'worker');
    return value('proofsheet_messages_deleted_total') >= messages;
  });
  const [upload, worker, notifier] = await Promise.all([
    readMetrics(system, 'upload'),
    readMetrics(system, 'worker'),
    readMetrics(system, 'notifier'),
  ]);

  await t.test('upload', () => {
    assertValues(upload, [
      ['proofsheet_upload_urls_issued_total', { method: 'PUT' }, 5],
      ['proofsheet_upload_urls_issued_total', { method: 'POST' }, 0],
      ['http_request_duration_seconds_count', { route: '/v1/uploads', method: 'POST', status: '201' }, 5],
      ['proofsheet_queue_messages', { queue: 'originals', state: 'visible' }, 0],
      ['proofsheet_queue_messages', { queue: 'originals', state: 'in-flight' }, 0],
      // The checks of the two photos that failed.
      ['proofsheet_queue_messages', { queue: 'originals', state: 'delayed' }, 2],
      ['proofsheet_queue_messages', { queue: 'thumbnails', state: 'visible' }, 0],
      ['proofsheet_queue_messages', { queue: 'originals-dead-letter', state: 'visible' }, 0],
      ['proofsheet_queue_messages', { queue: 'thumbnails-dead-letter', state: 'visible' }, 0],
      ['proofsheet_queue_read_errors_total', {}, 0],
    ]);
  });
  await t.test('worker', async () => {
    const { bytes, pixels } = await originalsOf(good);
    assertValues(worker, [
      ['proofsheet_photos_total', { outcome: 'made' }, 3],
      ['proofsheet_photos_total', { outcome: 'failed' }, 2],
      ['proofsheet_photos_total', {}, 5],
      ['proofsheet_photos_refused_total', { reason: 'unsupported-format' }, 1],
      ['proofsheet_photos_refused_total', { reason: 'empty' }, 1],
      ['proofsheet_photos_refused_total', {}, 2],
      ['proofsheet_thumbnails_made_total', { format: 'jpeg' }, 3],
      ['proofsheet_thumbnails_made_total', { format: 'webp' }, 3],
      ['proofsheet_thumbnails_made_total', {}, 6],
      // The one that is no photo is read too.
      ['proofsheet_original_bytes_total', {}, bytes + broken.length],
      ['proofsheet_original_pixels_total', {}, pixels],
      ['proofsheet_thumbnail_delay_seconds_count', {}, 3],
      ['proofsheet_stage_duration_seconds_count', { stage: 'make' }, 3],
      ['proofsheet_stage_duration_seconds_count', { stage: 'delete' }, 0],
      // Two images and a record for each good photo, and a record for each bad one.
      ['proofsheet_stage_duration_seconds_count', { stage: 'put' }, 11],
      ['proofsheet_memory_granted_bytes', {}, 0],
      ['proofsheet_memory_waiting', {}, 0],
      ...consumerValues(messages),
      ['proofsheet_slots', {}, 10],
    ]);
    assert.ok(worker.value('proofsheet_memory_bytes') > 0);
    // Each was read and waited for memory at least once.
    for (const stage of ['get', 'memory']) {
      assert.ok(worker.value('proofsheet_stage_duration_seconds_count', { stage }) >= 5, stage);
    }
    await assertThumbnails(system, worker);
  });
  await t.test('notifier', () => {
    const published = { topic: 'shared', outcome: 'accepted' };
    const emails = notifier.value('proofsheet_publishes_total', published);
    assert.ok(emails >= 1 && emails <= 3, `${emails} emails`);
    assertValues(notifier, [
      ['proofsheet_publishes_total', { topic: 'owner', outcome: 'absent' }, emails],
      ['proofsheet_publishes_total', {}, 2 * emails],
      ['proofsheet_photos_notified_total', {}, 3],
      ['proofsheet_photos_gathered_total', {}, 3],
      ['proofsheet_photos_suppressed_total', {}, 0],
      ['proofsheet_publish_errors_total', {}, 0],
      ['proofsheet_notification_delay_seconds_count', {}, 3],
      ['proofsheet_messages_failed_total', {}, 0],
      ['proofsheet_slots_busy', {}, 0],
      ['proofsheet_slots', {}, 16],
    ]);
    const waited = notifier.value('proofsheet_notification_delay_seconds_sum') / 3;
    assert.ok(waited >= 1 && waited < 60, `${waited} s`);
  });
  await t.test('exactly the documented metrics are exported', async () => {
    await assertDocumented({ upload, worker, notifier });
  });
  await t.test('no label has unbounded or private values', () => {
    assertBounded([upload, worker, notifier], system, photos);
  });
});

test('metrics show redelivered, deleted and unreadable messages', { timeout: 120_000 }, async (t) => {
  const system = await startTestSystem(t, { env: { notifier: { NOTIFY_QUIET_SECONDS: '0' } } });
  const { originals, thumbnails, sqs, local } = system;
  await sendPhoto(local, good[0] ?? '');
  await untilNotified(system, 1);
  const [original] = await originals.list({ prefix: '' }, signal);
  assert.ok(original);
  const s3 = { bucket: { name: local.thumbnailsBucket }, object: { key: encodeURIComponent(original.key) } };
  const again = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
  await sqs.send(new SendMessageCommand({ QueueUrl: local.thumbnailsQueueUrl, MessageBody: again }));
  await untilValue(t, system, 'notifier', 'proofsheet_photos_suppressed_total', {
    reason: 'notified-before',
  });

  await sqs.send(new SendMessageCommand({ QueueUrl: local.originalsQueueUrl, MessageBody: 'nonsense' }));
  await untilValue(t, system, 'worker', 'proofsheet_messages_failed_total', { cause: 'unreadable' });
  await untilValue(t, system, 'worker', 'proofsheet_messages_redelivered_total');

  await originals.delete(original.key, original, signal);
  await until('the thumbnail to go', async () => !(await thumbnails.head(original.key, signal)));
  await untilValue(t, system, 'worker', 'proofsheet_photos_total', { outcome: 'removed' });
  await untilValue(t, system, 'worker', 'proofsheet_stage_duration_seconds_count', { stage: 'delete' });
});

type Expectation = [name: string, labels: Record<string, string>, value: number];

function assertValues({ value }: ServiceMetrics, expected: readonly Expectation[]): void {
  assert.deepEqual(
    expected.map(([name, labels]) => [name, labels, value(name, labels)]),
    expected,
  );
}

/** The metrics of a consumer that handled each of `count` messages once. */
function consumerValues(count: number): Expectation[] {
  return [
    ['proofsheet_messages_received_total', {}, count],
    ['proofsheet_messages_redelivered_total', {}, 0],
    ['proofsheet_messages_handled_total', {}, count],
    ['proofsheet_messages_failed_total', {}, 0],
    ['proofsheet_messages_lost_total', {}, 0],
    ['proofsheet_messages_deleted_total', {}, count],
    ['proofsheet_messages_returned_total', {}, 0],
    ['proofsheet_receive_errors_total', {}, 0],
    ['proofsheet_receiving_paused', {}, 0],
    ['proofsheet_message_wait_seconds_count', {}, count],
    ['proofsheet_message_duration_seconds_count', {}, count],
    ['proofsheet_slots_busy', {}, 0],
  ];
}

/** Three good photos and two bad ones. */
async function sendAll({ local }: TestSystem): Promise<Photo[]> {
  const sent: Photo[] = [];
  for (const file of good) sent.push(await sendPhoto(local, file));
  sent.push(await sendBytes(local, 'text.jpg', broken), await sendBytes(local, 'empty.jpg', Buffer.alloc(0)));
  return sent;
}

async function originalsOf(files: readonly string[]): Promise<{ bytes: number; pixels: number }> {
  let [bytes, pixels] = [0, 0];
  for (const file of files) {
    const body = await readFile(file);
    const { width, height } = await sharp(body).metadata();
    bytes += body.length;
    pixels += width * height;
  }
  return { bytes, pixels };
}

async function assertThumbnails(
  { thumbnails, derived }: TestSystem,
  { value }: ServiceMetrics,
): Promise<void> {
  let [bytes, pixels] = [0, 0];
  for (const [store, prefix] of [
    [thumbnails, ''],
    [derived, 'variants/'],
  ] as const) {
    for (const { key } of await store.list({ prefix }, signal)) {
      const object = await store.get(key, { maxBytes: 1e7, signal });
      const { width, height } = await sharp(object?.body).metadata();
      bytes += object?.size ?? 0;
      pixels += width * height;
    }
  }
  assert.ok(bytes > 0);
  assert.equal(value('proofsheet_thumbnail_bytes_total'), bytes);
  assert.equal(value('proofsheet_thumbnail_pixels_total'), pixels);
}

async function assertDocumented(all: Readonly<Record<string, ServiceMetrics>>): Promise<void> {
  const described = await describeMetrics();
  for (const [service, { text, samples }] of Object.entries(all)) {
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
      ([, name = '', type]) => [name, type] as const,
    );
    const ours = types.filter(([name]) => /^(proofsheet|http)_/.test(name));
    const expected = described.filter(({ services }) => services.includes(service));
    const shown = new Map(types);
    for (const { name, type, labels } of expected) {
      assert.equal(shown.get(name), type, `${name} of ${service}`);
      const own = samples.filter(
        (sample) => sample.name.replace(/_(count|sum|bucket)$/, '') === name || sample.name === name,
      );
      assert.ok(own.length > 0, `${name} of ${service} has no value`);
      const known = [...labels.keys(), 'service', 'le'];
      for (const sample of own)
        assert.deepEqual(
          Object.keys(sample.labels).filter((label) => !known.includes(label)),
          [],
        );
    }
    const names = expected.map(({ name }) => name);
    assert.deepEqual(
      ours.map(([name]) => name).filter((name) => !names.includes(name)),
      [],
    );
  }
}

function assertBounded(
  all: readonly ServiceMetrics[],
  { local }: TestSystem,
  photos: readonly Photo[],
): void {
  const owners = ['demo', 'other'].map((name) => ownerId('api-key', name));
  const { apiKey, otherApiKey, secretAccessKey, accessKeyId } = local;
  const secrets = [apiKey, otherApiKey, secretAccessKey, accessKeyId, ...owners];
  const ofPhotos = photos.flatMap(({ photoId, filename }) => [photoId, filename]);
  for (const { samples } of all) {
    for (const { labels } of samples) {
      const text = Object.values(labels).join(' ');
      for (const part of [...secrets, ...ofPhotos]) assert.ok(!text.includes(part), text);
    }
    assert.ok(samples.length < 2_000, `${samples.length} series`);
  }
}

/** Waits until the value is 1 or more. */
async function untilValue(
  t: TestContext,
  system: TestSystem,
  service: 'upload' | 'worker' | 'notifier',
  name: string,
  labels: Record<string, string> = {},
): Promise<void> {
  const look = async () => (await readMetrics(system, service)).value(name, labels) >= 1;
  await until(`${name} ${JSON.stringify(labels)}`, look);
  t.diagnostic(`${name} ${JSON.stringify(labels)}`);
}
