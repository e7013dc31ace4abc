import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Compile } from 'typebox/compile';
import { createComposeMessage } from '../../src/messages/compose-message.ts';
import { type Language, languages } from '../../src/messages/languages.ts';
import type { Photo } from '../../src/notify/photo.ts';
import { failedPhoto, owner, readyPhoto, sampleKey } from './sample-photo.ts';

const docs = await readFile(new URL('../../../../docs/messages.md', import.meta.url), 'utf8');
const schema = Compile(JSON.parse(/```json\n(.*?)```/s.exec(docs)?.[1] ?? ''));

async function compose(
  photos: readonly Photo[],
  language: Language = 'en',
  ends = new Date(Date.UTC(2026, 2, 3)),
) {
  const createLink = async (key: string) => ({
    url: `https://photos.example/l/${encodeURIComponent(key).length}`,
    ends: ends.getTime() === 0 ? undefined : ends,
  });
  const { subject, message, attributes } = await createComposeMessage({ language, createLink })(photos);
  const texts = JSON.parse(message) as Record<string, string>;
  return { subject, attributes, texts, email: texts.email ?? '', machine: JSON.parse(texts.default ?? '') };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => readyPhoto(sampleKey(index)));

test('one photo: an email with its name and link', async () => {
  const { subject, email } = await compose([readyPhoto(sampleKey(1, '한글 사진 + 100%.jpg'))]);
  assert.equal(subject, 'A new photo has been uploaded!');
  assert.match(
    email,
    /^한글 사진 \+ 100%\.jpg is here\.\n\nSee it, until March 3, 2026:\nhttps:\/\/photos\.example\/l\/\d+\n$/,
  );
});

test('many photos: their number, the first five, and how many more', async () => {
  const { subject, email } = await compose(many(12));
  assert.equal(subject, '12 new photos have been uploaded!');
  for (const number of [0, 1, 2, 3, 4]) assert.ok(email.includes(`photo ${number}.jpg\nhttps://`));
  assert.ok(!email.includes('photo 5.jpg'));
  assert.match(email, /^12 photos are here\./);
  assert.match(email, /\n… and 7 more\.\n$/);
});

test('links without an end have none in the email, nor in the JSON', async () => {
  const english = await compose(many(1), 'en', new Date(0));
  assert.match(english.email, /^photo 0\.jpg is here\.\n\nSee it:\nhttps:/);
  assert.deepEqual([...schema.Errors(english.machine)], []);
  assert.ok(!('linkEnds' in english.machine.photos[0]));
  const korean = await compose(many(2), 'ko', new Date(0));
  assert.match(korean.email, /^사진 2장이 도착했어요\.\n\n여기에서 볼 수 있어요:\n/);
});

test('five photos are all named, and no others are mentioned', async () => {
  const { email } = await compose(many(5));
  assert.ok(email.includes('photo 4.jpg'));
  assert.ok(!email.includes('more'));
});

test('in Korean', async () => {
  const one = await compose(many(1), 'ko');
  assert.equal(one.subject, '새롭게 사진이 업로드되었어요!');
  assert.match(
    one.email,
    /^photo 0\.jpg 사진이 도착했어요\.\n\n2026년 3월 3일까지 여기에서 볼 수 있어요:\nhttps:/,
  );
  const seven = await compose(many(7), 'ko');
  assert.equal(seven.subject, '새롭게 사진 7장이 업로드되었어요!');
  assert.match(seven.email, /\n… 그리고 2장이 더 있어요\.\n$/);
});

test('photos that failed come with the reason', async () => {
  const { subject, email, attributes } = await compose([failedPhoto(sampleKey(1), 'truncated')]);
  assert.equal(subject, 'A photo could not be processed');
  assert.equal(email, 'photo 1.jpg could not be processed: the file ends too early.\n');
  assert.equal(attributes.status, 'failed');
  const two = [failedPhoto(sampleKey(1), 'empty'), failedPhoto(sampleKey(2), 'corrupt')];
  const korean = await compose(two, 'ko');
  assert.equal(korean.subject, '사진 2장을 처리하지 못했어요');
  assert.ok(korean.email.includes('photo 2.jpg: 파일이 손상되었어요.'));
});

test('a name that poses as text of the email stays on its line', async () => {
  const key = 'x\r\n\r\nYour account is closed: https://evil.example/\u2028\u202Egpj.jpg';
  const { email, texts } = await compose([readyPhoto(key)]);
  assert.equal(email.split(/[\r\n\u2028]/).length, 'one\n\ntwo\nthree\n'.split('\n').length);
  assert.ok(!email.includes('\u202E'));
  assert.equal(texts.sms, 'A new photo has been uploaded!');
});

test('subjects are within the limits of SNS', async () => {
  for (const language of languages) {
    for (const photos of [
      many(1),
      many(1000),
      [failedPhoto('a', 'empty')],
      [failedPhoto('a', 'empty'), failedPhoto('b', 'empty')],
    ]) {
      const { subject } = await compose(photos, language);
      assert.ok(subject.length > 0 && subject.length < 100 && !/\p{C}|\p{Zl}|\p{Zp}/u.test(subject), subject);
    }
  }
});

test('attributes say what the message is about', async () => {
  const { attributes } = await compose(many(1));
  assert.deepEqual(attributes, {
    status: 'ready',
    count: 1,
    language: 'en',
    owner,
    photoId: '0'.repeat(32),
    contentType: 'image/jpeg',
  });
  const mixed = await compose([readyPhoto(sampleKey(1)), readyPhoto(sampleKey(2), 'image/png')], 'ko');
  assert.deepEqual(mixed.attributes, {
    status: 'ready',
    count: 2,
    language: 'ko',
    owner,
    contentType: 'mixed',
  });
  const withoutApi = await compose([readyPhoto('cat.jpg')]);
  assert.deepEqual(Object.keys(withoutApi.attributes), ['status', 'count', 'language', 'contentType']);
});

test('the JSON is as docs/messages.md says, with every photo in it', async () => {
  for (const photos of [
    many(1),
    many(12),
    [readyPhoto('cat.jpg'), readyPhoto('a\u0001/긴.jpg')],
    [failedPhoto(sampleKey(1), 'empty'), failedPhoto('cat.jpg', 'too-many-pixels')],
  ]) {
    const { machine } = await compose(photos);
    assert.deepEqual([...schema.Errors(machine)], []);
    assert.equal(machine.count, photos.length);
    assert.deepEqual(
      machine.photos.map(({ key }: Photo) => key),
      photos.map(({ key }) => key),
    );
  }
  const { machine } = await compose(many(1));
  assert.equal(schema.Check({ ...machine, version: 2 }), false);
  assert.deepEqual([machine.photos[0].width, machine.photos[0].bytes], [4000, 5_000_000]);
});
