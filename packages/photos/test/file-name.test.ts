import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cleanFileName,
  createPhotoId,
  maxFileNameBytes,
  originalKey,
  ownerId,
  parseOriginalKey,
} from '../src/index.ts';

const names: [given: string, kept: string][] = [
  ['한글 사진 + 100%.jpg', '한글 사진 + 100%.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Photos\\cat.jpg', 'cat.jpg'],
  ['..', 'photo'],
  ['', 'photo'],
  ['a\r\nX-Header: 1\u202Egpj.exe', 'aX-Header: 1gpj.exe'],
  ['한글.jpg'.normalize('NFD'), '한글.jpg'],
  ['e\u0301\u0301\u0301.jpg', 'é\u0301\u0301.jpg'],
  ['a\uFFFE\uFFFFb\u{1FFFE}\uFDD0.jpg', 'ab.jpg'],
  ['a\uD800b.jpg', 'ab.jpg'],
  ['{file\u200Bname}.jpg', '{filename}.jpg'],
  ['👩‍👩‍👧.jpg', '👩‍👩‍👧.jpg'],
  ['🏴󠁧󠁢󠁳󠁣󠁴󠁿.jpg', '🏴󠁧󠁢󠁳󠁣󠁴󠁿.jpg'],
  ['می\u200Cخواهم.jpg', 'می\u200Cخواهم.jpg'],
  ['\u200D', 'photo'],
  ['\u0301', 'photo'],
];
for (const [given, kept] of names) {
  test(`file name ${JSON.stringify(given)} is kept as ${JSON.stringify(kept)}`, () => {
    assert.equal(cleanFileName(given), kept);
  });
}

test('a long name is cut between characters, its ending kept', () => {
  const name = cleanFileName(`${'사'.repeat(300)}.jpeg`);
  assert.ok(Buffer.byteLength(name) <= 200 && Buffer.byteLength(name) > 195);
  assert.match(name, /^사+\.jpeg$/);
});

test('a character above 200 bytes is cut, and the photo keeps its name', () => {
  const name = cleanFileName(`x${'\u0301'.repeat(300)}.jpg`);
  assert.match(name, /^x\u0301+\.jpg$/);
  assert.ok(Buffer.byteLength(name) <= maxFileNameBytes && Buffer.byteLength(name) > maxFileNameBytes - 2);
});

/** Names of any characters, many of them of the kinds that names must not hold or that belong together. */
const anyName = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u0301',
        '\u200D',
        '\u200B',
        '\uFFFE',
        '\uD800',
        '👩',
        '가',
        'ᄀ',
        '/',
        '\\',
        '.',
        ' ',
        '.jpg',
      ),
      fc.constantFrom('\u0301', '\u200D', 'x').map((unit) => unit.repeat(250)),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

test('the key of a photo with any name can be parsed into its parts', () => {
  const [owner, photoId] = [ownerId('api-key', 'anna'), createPhotoId()];
  fc.assert(
    fc.property(anyName, (given) => {
      const fileName = cleanFileName(given);
      assert.deepEqual(parseOriginalKey(originalKey({ owner, photoId, fileName })), {
        owner,
        photoId,
        fileName,
      });
      assert.ok(Buffer.byteLength(fileName) <= maxFileNameBytes);
      assert.equal(cleanFileName(fileName), fileName, 'cleaning twice changes nothing');
    }),
    { numRuns: 2000 },
  );
});
