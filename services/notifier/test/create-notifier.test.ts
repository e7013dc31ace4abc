import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  claimKey,
  deliveryKey,
  digestMessage,
  notificationGroup,
  notifiedKey,
  parseNotified,
  pendingPrefix,
  windowKey,
} from '@proofsheet/photos';
import { createTopics, type TopicName } from '../src/notify/topics.ts';
import { type Published, runNotifier } from './run-notifier.ts';
import { photoKey } from './sample-objects.ts';

const { signal } = new AbortController();
const photos = [0, 1, 2, 3, 4].map(photoKey);
const [first = '', second = '', third = ''] = photos;
const group = notificationGroup(first);
const photosSent = (published: readonly Published[]) =>
  published.flatMap(([topic, keys]) => (topic === 'shared' ? keys : [])).toSorted();
const newestFirst = (...keys: string[]) => keys.toReversed();

test('photos of an owner become one message to each topic, and leave nothing behind but the notified record', async () => {
  const { upload, handleQueued, published, derived } = runNotifier();
  await upload(...photos);
  assert.deepEqual(await handleQueued(), ['left to another', 'done']);
  const all = newestFirst(...photos);
  assert.deepEqual(published, [
    ['owner', all],
    ['shared', all],
  ]);
  assert.deepEqual([...derived.objects.keys()], [notifiedKey(first)]);
  assert.equal(parseNotified(derived.objects.get(notifiedKey(first))?.body.toString() ?? '').size, 5);
});

test('a photo costs one PUT and three reads; the digest’s own are few, however many photos', async () => {
  const { upload, handleQueued, requests } = runNotifier();
  await upload(...photos);
  await handleQueued();
  const count = (...calls: string[]) =>
    requests.filter((request) => calls.some((call) => request.startsWith(call)));
  assert.equal(count('put derived/pending').length, photos.length);
  assert.equal(count('head').length, 2 * photos.length);
  // Each event reads the window, and so does each digest.
  assert.equal(count('get derived/claims').length, photos.length + 2);
  const own = requests.filter(
    (request) => /^(put|list|get)/.test(request) && !/pending\/|get derived\/claims/.test(request),
  );
  assert.deepEqual(own.toSorted(), [
    'get derived/notified/4f6e0e0aa825f0a9c4a40918fced18c5',
    'put derived/claims/owner',
    'put derived/claims/owner',
    'put derived/claims/window',
    'put derived/claims/window',
    'put derived/notified/4f6e0e0aa825f0a9c4a40918fced18c5',
  ]);
  assert.equal(count('list').length, 2);
});

test('photos that come at the same time share reads of the window, and all are sent', async () => {
  const { putReady, gatherPhoto, handleQueued, published, requests } = runNotifier();
  await putReady(...photos);
  await Promise.all(photos.map((key) => gatherPhoto(key, signal)));
  const reads = requests.filter((request) => request.startsWith('get derived/claims'));
  assert.ok(reads.length < photos.length, `${reads.length} reads`);
  await handleQueued();
  assert.deepEqual(photosSent(published), photos.toSorted());
});

test('a photo that comes while the digest of another opens the window is sent, even after that digest', async () => {
  let whileOpening = async () => {};
  const { putReady, gatherPhoto, handleQueued, messages, published } = runNotifier({
    sendMessage: async (body, delaySeconds) => {
      messages.push({ body, delaySeconds });
      await whileOpening();
    },
  });
  await putReady(first, second, third);
  await gatherPhoto(first, signal);
  let late: Promise<string> | undefined;
  whileOpening = async () => {
    whileOpening = async () => {};
    await handleQueued();
    late = gatherPhoto(third, signal);
    // Its pending record is written by then.
    await setImmediate();
  };
  await gatherPhoto(second, signal);
  assert.equal(await late, 'gathered');
  assert.deepEqual(photosSent(published), [first, second].toSorted());
  await handleQueued();
  assert.deepEqual(photosSent(published), [first, second, third].toSorted());
});

test('events that are sent again cause no second notification', async () => {
  const { upload, handleQueued, published, messages, derived } = runNotifier();
  for (let time = 0; time < 3; time += 1) {
    await upload(first, second);
    await handleQueued();
  }
  assert.equal(published.length, 2);
  assert.deepEqual([messages.length, derived.objects.size], [0, 1]);
});

for (const refusing of ['owner', 'shared'] as const) {
  const accepting = refusing === 'owner' ? 'shared' : 'owner';

  test(`the ${refusing} topic refuses for good: the other gets each photo once, and later photos at once`, async () => {
    const { upload, handleQueued, published, warnings } = runNotifier({
      answerOf: (topic) => (topic === refusing ? 'refused' : 'accepted'),
    });
    await upload(first);
    assert.deepEqual(await handleQueued(), ['done']);
    for (let time = 0; time < 8; time += 1) assert.deepEqual(await handleQueued(), ['DeliveryError']);
    await upload(second, third);
    await handleQueued();
    assert.deepEqual(published, [
      [accepting, [first]],
      [accepting, newestFirst(second, third)],
    ]);
    assert.equal(warnings.filter((text) => text.startsWith('batch detached')).length, 2);
  });

  test(`the ${refusing} topic refuses until it is mended: then it gets what it missed, once`, async () => {
    let isMended = false;
    const answerOf = (topic: TopicName) => (topic === refusing && !isMended ? 'no-answer' : 'accepted');
    const { upload, handleQueued, published, messages } = runNotifier({ answerOf });
    await upload(first, second);
    await handleQueued();
    const [delivery] = messages;
    isMended = true;
    assert.deepEqual(await handleQueued(), ['delivered']);
    // A redrive, once more.
    if (delivery) messages.push(delivery);
    assert.deepEqual(await handleQueued(), ['delivered before']);
    const both = newestFirst(first, second);
    assert.deepEqual(published, [
      [accepting, both],
      [refusing, both],
    ]);
  });
}

test('a delivery leaves out photos that are gone by now', async () => {
  let isMended = false;
  const answerOf = () => (isMended ? ('accepted' as const) : ('refused' as const));
  const gone = new Set<string>();
  const { upload, handleQueued, published } = runNotifier({
    answerOf,
    notifyWithinMs: 60_000,
    now: () => (gone.size > 0 ? Date.now() + 120_000 : Date.now()),
  });
  await upload(first);
  await handleQueued();
  isMended = true;
  gone.add(first);
  assert.deepEqual(await handleQueued(), ['nothing left']);
  assert.deepEqual(published, []);
});

test('an owner without a topic, and photos without an owner, are published to the shared topic', async () => {
  const { upload, handleQueued, published, messages } = runNotifier({
    answerOf: (topic) => (topic === 'owner' ? 'absent' : 'accepted'),
  });
  await upload(first, 'cat.jpg');
  await handleQueued();
  assert.deepEqual(published.toSorted(), [
    ['shared', ['cat.jpg']],
    ['shared', [first]],
  ]);
  assert.equal(messages.length, 0);
});

test('without the shared topic only owners’ topics are published to, and other photos leave no record', async () => {
  const { upload, handleQueued, published, derived } = runNotifier({
    topics: createTopics({ topicArn: 'topic', ownerTopics: true, sharedTopic: false }),
  });
  await upload(first, 'cat.jpg');
  await handleQueued();
  assert.deepEqual(published, [['owner', [first]]]);
  assert.deepEqual([...derived.objects.keys()], [notifiedKey(first)]);
});

test('more photos than a message holds become several messages, and time that runs short a further digest', async () => {
  const { upload, handleQueued, published } = runNotifier({ maxPhotos: 2, maxDigestMs: -1 });
  await upload(...photos);
  assert.deepEqual(await handleQueued(), ['left to another', 'goes on']);
  while ((await handleQueued()).length > 0);
  const shared = published.filter(([topic]) => topic === 'shared').map(([, keys]) => keys.length);
  assert.deepEqual(shared, [2, 2, 1]);
});

test('a digest that comes too early, or finds the claim held, sends itself again', async () => {
  const early = runNotifier({ secondsToWait: () => 12 });
  await early.upload(first);
  assert.deepEqual(await early.handleQueued(), ['waits']);
  assert.equal(early.messages[0]?.delaySeconds, 12);
  const { upload, handleQueued, derived, messages } = runNotifier();
  await upload(first);
  const claim = JSON.stringify({ nonce: '', expiresAt: Date.now() + 60_000 });
  await derived.put(claimKey(group), claim, { contentType: '' }, signal);
  assert.deepEqual(await handleQueued(), ['claim is held']);
  assert.deepEqual(
    messages.map(({ delaySeconds }) => delaySeconds),
    [30],
  );
});

test('a full message does not wait', async () => {
  const { upload, handleQueued, published } = runNotifier({ maxPhotos: 2, secondsToWait: () => 12 });
  await upload(first);
  assert.deepEqual(await handleQueued(), ['waits']);
  await upload(second);
  assert.deepEqual(await handleQueued(), ['left to another', 'done']);
  assert.equal(published.length, 2);
});

test('a window whose digest is lost does not hold up later photos', async () => {
  let late = 0;
  const { upload, handleQueued, published, derived, messages } = runNotifier({
    now: () => Date.now() + late,
  });
  await upload(first, second);
  // The digest that the window names is dead-lettered.
  messages.length = 0;
  await upload(third);
  assert.deepEqual(await handleQueued(), []);
  assert.ok(derived.objects.has(windowKey(group)));
  late = (300 + 15 * 60 + 1) * 1000;
  await upload(third);
  await handleQueued();
  assert.deepEqual(published[0]?.[1], newestFirst(first, second, third));
});

test('a claim of version 0.1 is respected, and removed when its lease is over; so is what cannot be read', async () => {
  for (const claim of [JSON.stringify({ nonce: '', expiresAt: Date.now() - 1 }), 'nonsense']) {
    const { upload, handleQueued, published, derived, messages } = runNotifier({
      now: () => Date.now() + (claim === 'nonsense' ? 61_000 : 0),
    });
    await derived.put(claimKey(group), claim, { contentType: '' }, signal);
    await upload(first);
    messages.push({ body: digestMessage(group, ''), delaySeconds: 0 });
    await handleQueued();
    assert.equal(published.length, 2);
    assert.ok(!derived.objects.has(claimKey(group)));
  }
});

test('a refused batch keeps its record, so that it cannot be written again', async () => {
  const { upload, handleQueued, derived, messages } = runNotifier({ answerOf: () => 'refused' });
  await upload(first);
  await handleQueued();
  const { batch } = JSON.parse(messages[0]?.body ?? '');
  assert.ok(derived.objects.has(deliveryKey(group, batch)));
  assert.deepEqual(await derived.list({ prefix: pendingPrefix(group) }, signal), []);
});
