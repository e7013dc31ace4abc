import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isThumbnail, readThumbnailMetadata, writeThumbnailMetadata } from '../src/index.ts';

const thumbnail = {
  sourceEtag: '"9b2cf5-3"',
  recipe: 'abc',
  width: 200,
  height: 150,
  originalWidth: 4000,
  originalHeight: 3000,
  originalSize: 123,
  storedAt: new Date('2026-01-02T03:04:05.678Z'),
  madeAt: new Date('2026-01-02T03:04:06.789Z'),
};

test('metadata gives back what was written', () => {
  assert.deepEqual(readThumbnailMetadata(writeThumbnailMetadata(thumbnail)), thumbnail);
});

test('an object with incomplete metadata is not one of our thumbnails', () => {
  const written = writeThumbnailMetadata(thumbnail);
  assert.ok(isThumbnail(written));
  for (const name of Object.keys(written)) {
    const { [name]: _, ...rest } = written;
    assert.equal(isThumbnail(rest), false, name);
  }
});
