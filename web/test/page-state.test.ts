import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentTypeOf } from '@proofsheet/client/upload';
import { checkFile } from '../src/uploader/check-file.ts';
import { Queue } from '../src/state/queue.ts';
import { pathOf, readRoute } from '../src/state/route.ts';
import { Selection } from '../src/state/selection.ts';
import { Speed } from '../src/state/speed.ts';
import { takeCode } from '../src/state/take-code.ts';
import { freeName } from '../src/worker/zip.ts';
import { createUpload } from './start-uploader.ts';

test('addresses and routes are one', () => {
  for (const path of ['/', '/p/00ab', '/s/tok-en', '/s/tok-en#p/00ab']) {
    const [name = '', hash] = path.split('#');
    assert.equal(pathOf(readRoute(name, hash ? `#${hash}` : '')), path);
  }
});

test('the code of a sign-in link leaves the address at once', () => {
  const replaced: unknown[] = [];
  const window = {
    location: { hash: '#code=abc', pathname: '/', search: '' },
    history: { replaceState: (...call: unknown[]) => replaced.push(call) },
  };
  assert.equal(takeCode(window as unknown as Window), 'abc');
  assert.deepEqual(replaced, [[null, '', '/']]);
});

test('files that cannot be photos are found before a byte leaves', () => {
  const limits = { contentTypes: ['image/jpeg', 'image/heic'], maxBytes: 100 };
  const check = (name: string, type: string, size: number) => checkFile({ name, type, size }, limits)?.kind;
  assert.equal(check('notes.txt', 'text/plain', 10), 'not-a-photo');
  assert.equal(check('cat.jpg', 'image/jpeg', 0), 'empty');
  assert.equal(check('cat.jpg', 'image/jpeg', 101), 'too-large');
  assert.equal(check('cat.jpg', 'image/jpeg', 100), undefined);
  assert.equal(check('scan.tiff', '', 10), 'other-format');
  assert.equal(contentTypeOf({ name: 'IMG_1.HEIC', type: '' }), 'image/heic');
});

test('the counts of a queue follow each file', () => {
  const queue = new Queue(
    () => 0,
    (run) => run(),
  );
  queue.change(createUpload('a', 100));
  queue.change(createUpload('b', 100, { status: 'sending', sent: 40 }));
  queue.change(createUpload('c', 100, { status: 'stored', sent: 100, photoId: 'p' }));
  const { queued, uploading, developing, bytesLeft } = queue.counts.value;
  assert.deepEqual(
    { queued, uploading, developing, bytesLeft },
    { queued: 1, uploading: 1, developing: 1, bytesLeft: 160 },
  );
  queue.apply({ photoId: 'p', filename: 'c', uploadedAt: '', status: 'failed', reason: 'corrupt' });
  assert.equal(queue.counts.value['needs-you'], 1);
  queue.remove('c');
  queue.publish();
  assert.equal(queue.counts.value.all, 2);
  assert.deepEqual(
    queue.items.value.map(({ id }) => id),
    ['a', 'b'],
  );
});

test('what came last is first, in the order in which it came', () => {
  const queue = new Queue(
    () => 0,
    () => {},
  );
  for (const [name, addedAt] of [
    ['a', 1],
    ['b', 1],
    ['c', 2],
    ['d', 2],
  ] as const) {
    queue.change(createUpload(name, 1, { addedAt }));
  }
  queue.publish();
  assert.deepEqual(
    queue.items.value.map(({ id }) => id),
    ['c', 'd', 'a', 'b'],
  );
});

test('the speed is that of the last seconds', () => {
  const speed = new Speed();
  for (let second = 0; second < 20; second++) speed.add(second < 10 ? 100 : 1000, second * 1000);
  assert.ok(speed.read(19_000) > 900);
  assert.equal(speed.read(60_000), 0);
});

test('a range is picked from the last one that was toggled', () => {
  const selection = new Selection();
  selection.toggle('2', 2);
  selection.extend(4, (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String(from + at)));
  assert.deepEqual([...selection.ids.value], ['2', '3', '4']);
});

test('no name is in a zip twice', () => {
  const names = new Set<string>();
  assert.deepEqual(
    ['cat.jpg', 'cat.jpg', 'cat.jpg', '.hidden', 'none', 'none'].map((name) => freeName(name, names)),
    ['cat.jpg', 'cat (2).jpg', 'cat (3).jpg', '.hidden', 'none', 'none (2)'],
  );
});
