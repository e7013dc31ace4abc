import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlbumLink } from '../../src/links/create-link-maker.ts';
import { sampleKey } from '../messages/sample-photo.ts';

const other = { url: 'https://photos.example/l/token', ends: new Date(0) };
const createLink = createAlbumLink({
  publicUrl: 'https://photos.example',
  createOtherLink: async () => other,
});

test('a photo of an owner is linked in the album, without an end', async () => {
  const url = `https://photos.example/p/${'0'.repeat(31)}1`;
  assert.deepEqual(await createLink(sampleKey(1)), { url, ends: undefined });
});

test('a photo without an owner is in no album', async () => {
  assert.deepEqual(await createLink('cat.jpg'), other);
});
