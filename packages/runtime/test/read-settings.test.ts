import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bucket,
  httpUrl,
  type InvalidSettingsError,
  list,
  readSettings,
  str,
  wholeNumber,
} from '../src/index.ts';

const specs = {
  ORIGINALS_BUCKET: bucket(),
  API_URL: httpUrl(),
  SLOTS: wholeNumber({ min: 1, max: 64, desc: 'Slots', default: 4 }),
  TYPES: list({ default: ['image/jpeg'] }),
  NAME: str(),
};

test('values are parsed, defaults filled in', () => {
  const settings = readSettings(
    {
      ORIGINALS_BUCKET: 'a-bucket',
      API_URL: 'https://example.org/',
      NAME: 'x',
      TYPES: 'image/png, image/webp',
    },
    specs,
  );
  assert.deepEqual(
    { ...settings },
    {
      ORIGINALS_BUCKET: 'a-bucket',
      API_URL: 'https://example.org',
      SLOTS: 4,
      TYPES: ['image/png', 'image/webp'],
      NAME: 'x',
    },
  );
});

test('every missing and wrong setting is named at once', () => {
  assert.throws(
    () => readSettings({ ORIGINALS_BUCKET: 'No_Bucket', API_URL: 'ftp://x', SLOTS: '0', NAME: '' }, specs),
    (error: InvalidSettingsError) => {
      assert.deepEqual(error.problems.map((problem) => problem.split(':')[0]).sort(), [
        'API_URL',
        'NAME',
        'ORIGINALS_BUCKET',
        'SLOTS',
      ]);
      assert.match(error.message, /NAME: is missing/);
      assert.match(error.message, /SLOTS: must be a whole number from 1 to 64, not "0"/);
      return true;
    },
  );
});

test('what only shows with all values there is reported too', () => {
  assert.throws(
    () => readSettings({ NAME: 'x' }, { NAME: str() }, { problemsOf: () => ['NAME: is taken'] }),
    /NAME: is taken/,
  );
});

test('a former name is refused with the present one, and an empty one is no setting', () => {
  const renamed = { OLD_NAME: 'NAME' };
  assert.throws(
    () => readSettings({ OLD_NAME: 'x' }, { NAME: str() }, { renamed }),
    (error: InvalidSettingsError) => {
      assert.deepEqual(error.problems, ['OLD_NAME: is now called NAME', 'NAME: is missing']);
      return true;
    },
  );
  assert.equal(readSettings({ OLD_NAME: '', NAME: 'y' }, { NAME: str() }, { renamed }).NAME, 'y');
});
