import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  chooseOutcome,
  createPhotoId,
  etagHash,
  failureReasons,
  maxVariants,
  originalKey,
  outcomeKey,
  outcomePrefix,
  outcomesAfter,
  ownerId,
  ownerOutcomePrefix,
  type PhotoOutcome,
  parseOutcomeKey,
} from '../src/index.ts';

const word = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const digits = (length: number) => word('0123456789', length, length);
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789-';

const plain = { noNullPrototype: true } as const;

const takenAt = fc
  .tuple(
    digits(4),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    fc.constantFrom('', 'Z', '+09:00', '-03:30'),
  )
  .map(
    ([year, month, day, hour, minute, second, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`,
  );

const outcomes: fc.Arbitrary<PhotoOutcome> = fc.oneof(
  fc.record(
    {
      status: fc.constant('ready' as const),
      width: fc.integer({ min: 1, max: 1_000_000_000 }),
      height: fc.integer({ min: 1, max: 1_000_000_000 }),
      thumbnailBytes: fc.integer({ min: 1, max: 1_000_000_000 }),
      thumbhash: fc.option(word(`${alphabet}_ABCXYZ`, 1, 40), { nil: undefined }),
      takenAt: fc.option(takenAt, { nil: undefined }),
      variants: fc.array(word(alphabet, 1, 32), { maxLength: maxVariants }),
    },
    plain,
  ),
  fc.record({ status: fc.constant('failed' as const), reason: fc.constantFrom(...failureReasons) }, plain),
);
/** Keys as any tool writes them: also with slashes, tildes and dots, and of the greatest length. */
const originals = fc
  .array(fc.constantFrom('a', '한', '/', '~', '.', ' ', '+', '%', 'outcomes/', '.ready'), {
    minLength: 1,
    maxLength: 1024,
  })
  .map((parts) =>
    Buffer.from(parts.join(''))
      .subarray(0, 1024)
      .toString()
      .replace(/\uFFFD/g, 'x'),
  );

test('a record’s key gives back what it was made of, within 1,024 bytes', () => {
  fc.assert(
    fc.property(originals, fc.string(), outcomes, (original, etag, outcome) => {
      const key = outcomeKey(original, `"${etag}"`, outcome);
      assert.ok(Buffer.byteLength(key) <= 1024, `${Buffer.byteLength(key)} bytes`);
      const parsed = parseOutcomeKey(key);
      assert.deepEqual(parsed?.outcome, outcome);
      assert.equal(parsed?.etagHash, etagHash(etag));
      if (parsed?.original !== undefined) assert.equal(parsed.original, original);
      else assert.match(key, /^outcomes\/~sha256\/[0-9a-f]{64}\/~/);
      assert.ok(key.startsWith(outcomePrefix(original)));
      assert.ok(Buffer.compare(Buffer.from(key), Buffer.from(outcomesAfter(original))) < 0);
    }),
    { numRuns: 2000 },
  );
});

test('records of two photos never share a prefix', () => {
  fc.assert(
    fc.property(originals, originals, outcomes, (one, other, outcome) => {
      fc.pre(one !== other);
      const key = outcomeKey(one, '"e"', outcome);
      const rest = key.slice(outcomePrefix(other).length);
      assert.ok(!key.startsWith(outcomePrefix(other)) || rest.includes('/'));
    }),
    { numRuns: 2000 },
  );
});

test('what is no key of a record is none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `outcomes/${text}`),
      ),
      (text) => {
        const parsed = parseOutcomeKey(text);
        assert.ok(parsed === undefined || text.endsWith(`.${parsed.outcome.status}`));
      },
    ),
  );
  const good = outcomeKey('cat.jpg', '"e"', { status: 'failed', reason: 'corrupt' });
  for (const key of [
    good.replace('corrupt', 'bad-luck'),
    good.slice(0, -1),
    good.replace('~', ''),
    `x${good}`,
    'outcomes//',
  ]) {
    assert.equal(parseOutcomeKey(key), undefined, key);
  }
});

test('records of an album lie in the order of its photos, and a page can begin behind any of them', () => {
  const owner = ownerId('issuer', 'me');
  const keys = [3000, 2000, 1000].map((time) =>
    originalKey({ owner, photoId: createPhotoId(time), fileName: '한글 사진 + 100%.jpg' }),
  );
  const records = keys.map((key) => outcomeKey(key, '"e"', { status: 'failed', reason: 'empty' }));
  assert.deepEqual(records.toSorted(), records);
  assert.ok(records.every((key) => key.startsWith(ownerOutcomePrefix(owner))));
  assert.deepEqual(
    records.filter((key) => key > outcomesAfter(keys[1] ?? '')),
    records.slice(2),
  );
});

test('the record of this version counts, and of two a thumbnail', () => {
  const failed: PhotoOutcome = { status: 'failed', reason: 'timeout' };
  const ready: PhotoOutcome = {
    status: 'ready',
    width: 4,
    height: 3,
    thumbnailBytes: 2,
    thumbhash: undefined,
    takenAt: undefined,
    variants: ['screen'],
  };
  const record = (etag: string, outcome: PhotoOutcome) => {
    const parsed = parseOutcomeKey(outcomeKey('cat.jpg', etag, outcome));
    assert.ok(parsed);
    return parsed;
  };
  const records = [record('"old"', ready), record('"new"', failed)];
  assert.equal(chooseOutcome(records, '"new"')?.outcome.status, 'failed');
  assert.equal(chooseOutcome(records, '"other"'), undefined);
  assert.equal(chooseOutcome([...records, record('"new"', ready)], '"new"')?.outcome.status, 'ready');
});
