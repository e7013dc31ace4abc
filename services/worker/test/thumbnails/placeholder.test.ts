import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import type { Variant } from '../../src/thumbnails/variant.ts';
import { makeGood } from './make.ts';

const screen: Variant = { name: 'screen', width: 1600, height: 1600, format: 'jpeg' };

test('the placeholder has the colour and the shape of the photo, with variants and without, tall and wide', async () => {
  for (const [width, height] of [
    [600, 400],
    [300, 900],
    [1, 1],
  ] as const) {
    const photo = await sharp({ create: { width, height, channels: 3, background: '#d06020' } })
      .jpeg()
      .toBuffer();
    const hashes = [await placeholderOf(photo, []), await placeholderOf(photo, [screen])];
    for (const hash of hashes) {
      const bytes = Buffer.from(hash, 'base64url');
      assert.ok(hash.length <= 40);
      const { r, g, b, a } = thumbHashToAverageRGBA(bytes);
      const expected = [0xd0, 0x60, 0x20].map((value) => value / 255);
      [r, g, b].forEach((value, index) => {
        assert.ok(Math.abs(value - (expected[index] ?? 0)) < 0.05, `${value} of ${expected[index]}`);
      });
      assert.equal(a, 1);
      const ratio = thumbHashToApproximateAspectRatio(bytes);
      assert.ok(width > height === ratio > 1, `${ratio}`);
    }
  }
});

test('a photo in grey, and one with alpha, have placeholders without alpha', async () => {
  const grey = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
    .toColourspace('b-w')
    .jpeg()
    .toBuffer();
  const clear = await sharp({ create: { width: 40, height: 30, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  for (const photo of [grey, clear]) {
    for (const variants of [[], [screen]]) {
      const { a } = thumbHashToAverageRGBA(Buffer.from(await placeholderOf(photo, variants), 'base64url'));
      assert.equal(a, 1);
    }
  }
});

async function placeholderOf(photo: Buffer, variants: readonly Variant[]): Promise<string> {
  return (await makeGood(photo, { variants })).thumbhash;
}
