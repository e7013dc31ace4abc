import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentTypeOf } from '../src/index.ts';

test('the ending tells the content type, in any case', () => {
  assert.equal(contentTypeOf('a/b.c/한글 사진.JPeG'), 'image/jpeg');
  assert.equal(contentTypeOf('x.tar.heif'), 'image/heif');
  assert.equal(contentTypeOf('scan.TIF'), 'image/tiff');
});

test('no other file has one', () => {
  for (const name of ['jpg', 'notes.txt', 'a.jpg/notes', 'x.', 'x.constructor', ''])
    assert.equal(contentTypeOf(name), undefined, name);
});
