import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { failureNotifiedKey, notifiedKey, outcomeKey } from '@proofsheet/photos';
import { createLookAtPhoto } from '../../src/announce/look-at-photo.ts';

const key = 'cat.jpg';
const { signal } = new AbortController();
/** MD5 of nothing: every object here is empty. */
const etag = '"d41d8cd98f00b204e9800998ecf8427e"';
const failed = outcomeKey(key, etag, { status: 'failed', reason: 'truncated' });

/** What is found where these objects are there. */
async function look(
  there: { original?: boolean; thumbnail?: boolean; derived?: string[] },
  options: { announceFailed?: boolean; ageMs?: number } = {},
): Promise<string> {
  const storeOf = async (name: string, keys: readonly string[]) => {
    const store = createMemoryObjectStore(name);
    for (const one of keys) await store.put(one, '', { contentType: 'image/jpeg' }, signal);
    return store;
  };
  const lookAtPhoto = createLookAtPhoto({
    originals: await storeOf('originals', there.original === false ? [] : [key]),
    thumbnails: await storeOf('thumbnails', there.thumbnail === false ? [] : [key]),
    derived: await storeOf('derived', there.derived ?? []),
    announceWithinMs: 7 * 86_400_000,
    announceFailed: options.announceFailed ?? false,
    now: () => Date.now() + (options.ageMs ?? 0),
  });
  const found = await lookAtPhoto(key, signal);
  return 'silence' in found ? found.silence : found.photo.status;
}

test('a photo is ready when original and thumbnail are there', async () => {
  assert.equal(await look({}), 'ready');
});

test('nobody hears of what is gone, old or announced', async () => {
  assert.equal(await look({ original: false }), 'gone');
  assert.equal(await look({ thumbnail: false }), 'gone');
  assert.equal(await look({}, { ageMs: 8 * 86_400_000 }), 'too old');
  assert.equal(await look({ derived: [notifiedKey(key)] }), 'notified before');
});

test('of a photo that failed people hear where the settings say so, once', async () => {
  const options = { announceFailed: true };
  assert.equal(await look({ thumbnail: false, derived: [failed] }), 'gone');
  assert.equal(await look({ thumbnail: false, derived: [failed] }, options), 'failed');
  assert.equal(await look({ thumbnail: false }, options), 'gone');
  const ofAnother = outcomeKey(key, '"another version"', { status: 'failed', reason: 'truncated' });
  assert.equal(await look({ thumbnail: false, derived: [ofAnother] }, options), 'gone');
  const before = { thumbnail: false, derived: [failed, failureNotifiedKey(key)] };
  assert.equal(await look(before, options), 'notified before');
});

test('a photo that failed first and is ready now is news', async () => {
  assert.equal(await look({ derived: [failureNotifiedKey(key)] }, { announceFailed: true }), 'ready');
});
