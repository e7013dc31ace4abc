import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFormats } from '../src/texts/formats.ts';
import { chooseLanguage, loadLanguage } from '../src/texts/load-texts.ts';

test('takes the first language of the reader that there is', () => {
  assert.equal(chooseLanguage([undefined, 'ko-KR', 'en']), 'ko');
  assert.equal(chooseLanguage(['fr-FR', 'en-GB']), 'en');
  assert.equal(chooseLanguage(['fr']), 'en');
});

test('no Korean text is left in English, and no particle is missing after a name', async () => {
  const { texts } = await loadLanguage('ko');
  const all = JSON.stringify(texts, (_, value) => (typeof value === 'function' ? value('가', '가') : value));
  const latin = JSON.parse(all, (key, value) =>
    typeof value === 'string' && !/[가-힣]/.test(value) ? `${key}: ${value}` : value,
  );
  const left = collect(latin).filter(
    (text) => !/^(language|otherLanguage|otherLanguageCode): /.test(text) && /^\w+: [A-Za-z]/.test(text),
  );
  assert.deepEqual(left, []);
});

function collect(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(collect) : [];
}

test('plurals follow the language', async () => {
  const [en, ko] = await Promise.all([loadLanguage('en'), loadLanguage('ko')]);
  assert.equal(en.texts.photoCount(1, '1'), '1 photo');
  assert.equal(en.texts.photoCount(1200, '1,200'), '1,200 photos');
  assert.equal(ko.texts.photoCount(1200, '1,200'), '사진 1,200장');
});

test('numbers, sizes and times are written as the language does', () => {
  const en = createFormats('en');
  const ko = createFormats('ko');
  assert.equal(en.month('2026-07'), 'July 2026');
  assert.equal(ko.month('2026-07'), '2026년 7월');
  assert.equal(en.size(1_120_000), '1.1 MB');
  assert.equal(en.size(0), '0 byte');
  assert.equal(ko.duration(40_000), '40초');
  // The camera's clock, not the reader's.
  assert.match(en.taken('2026-07-11T14:30:12+09:00'), /Jul 11, 2026, 2:30/);
});
