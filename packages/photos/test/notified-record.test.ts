import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notifiedAt, notifiedName, parseNotified, writeNotified } from '../src/index.ts';

const [first, second] = [new Date(Date.UTC(2026, 0, 1)), new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678))];

test('a notified record says of each photo and status when people were notified', () => {
  const photos = new Map([
    [notifiedName('a.jpg', 'failed'), first],
    [notifiedName('a.jpg', 'ready'), second],
    [notifiedName('한글.jpg', 'ready'), second],
  ]);
  const read = parseNotified(writeNotified(photos, 'a nonce'));
  assert.deepEqual(read, photos);
  assert.deepEqual(notifiedAt(read, 'a.jpg'), second);
  assert.deepEqual(notifiedAt(read, 'a.jpg', 'failed'), first);
  assert.equal(notifiedAt(read, 'b.jpg'), undefined);
});

test('a photo takes about 25 bytes, and the nonce makes bodies differ', () => {
  const names = Array.from({ length: 1000 }, (_, number) => notifiedName(`${number}.jpg`, 'ready'));
  assert.equal(new Set(names).size, 1000);
  const photos = new Map(names.map((name) => [name, first]));
  const body = writeNotified(photos, 'a');
  assert.ok(body.length < 26_000, `${body.length} bytes`);
  assert.notEqual(body, writeNotified(photos, 'b'));
});

test('anything else is not read', () => {
  for (const body of ['', '{}', '{"notified":7}', 'null']) assert.throws(() => parseNotified(body), body);
});
