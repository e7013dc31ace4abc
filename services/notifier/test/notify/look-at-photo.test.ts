import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { outcomeKey, writeThumbnailMetadata } from '@proofsheet/photos';
import { createLookAtPhoto, type Look } from '../../src/notify/look-at-photo.ts';

const key = 'cat.jpg';
const { signal } = new AbortController();
/** MD5 of `abc`, the content of every object here. */
const etag = '"900150983cd24fb0d6963f7d28e17f72"';
const failed = outcomeKey(key, etag, { status: 'failed', reason: 'truncated' });
const storedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, 0, 250));

const metadata = {
  ...writeThumbnailMetadata({
    sourceEtag: '"1"',
    recipe: 'r',
    width: 200,
    height: 150,
    originalWidth: 4000,
    originalHeight: 3000,
    originalSize: 3,
    storedAt,
    madeAt: storedAt,
  }),
};

/** What is found where these objects are there. */
async function look(
  there: { original?: boolean; thumbnail?: boolean; derived?: string[] },
  options: { notifyFailed?: boolean; ageMs?: number } = {},
): Promise<Look> {
  const storeOf = async (name: string, keys: readonly string[]) => {
    const store = createMemoryObjectStore(name);
    for (const one of keys) await store.put(one, 'abc', { contentType: 'image/png', metadata }, signal);
    return store;
  };
  const lookAtPhoto = createLookAtPhoto({
    originals: await storeOf('originals', there.original === false ? [] : [key]),
    thumbnails: await storeOf('thumbnails', there.thumbnail === false ? [] : [key]),
    derived: await storeOf('derived', there.derived ?? []),
    notifyWithinMs: 7 * 86_400_000,
    notifyFailed: options.notifyFailed ?? false,
    now: () => Date.now() + (options.ageMs ?? 0),
  });
  return lookAtPhoto(key, signal);
}

test('a photo is ready when original and thumbnail are there', async () => {
  const photo = { key, status: 'ready', contentType: 'image/png', bytes: 3, width: 4000, height: 3000 };
  assert.deepEqual(await look({}), {
    photo: { ...photo, storedAt: storedAt.getTime() },
  });
});

test('nothing that is gone or old is worth a notification', async () => {
  assert.deepEqual(await look({ original: false }), { silence: 'gone' });
  assert.deepEqual(await look({ thumbnail: false }), { silence: 'gone' });
  assert.deepEqual(await look({}, { ageMs: 8 * 86_400_000 }), { silence: 'too old' });
});

test('a photo that could not be processed counts where the settings say so', async () => {
  const options = { notifyFailed: true };
  const there = { thumbnail: false, derived: [failed] };
  assert.deepEqual(await look(there), { silence: 'gone' });
  assert.deepEqual(await look({ thumbnail: false }, options), { silence: 'gone' });
  const ofAnother = outcomeKey(key, '"another version"', { status: 'failed', reason: 'truncated' });
  assert.deepEqual(await look({ thumbnail: false, derived: [ofAnother] }, options), { silence: 'gone' });
  const found = await look(there, options);
  assert.ok('photo' in found && found.photo.status === 'failed');
  assert.equal(found.photo.reason, 'truncated');
});

test('a photo that failed first and is ready now is ready', async () => {
  const found = await look({ derived: [failed] }, { notifyFailed: true });
  assert.equal('photo' in found && found.photo.status, 'ready');
});
