import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJpegHeader } from '../../src/thumbnails/header/read-jpeg-header.ts';
import { damage } from './damage.ts';
import { askLibvips, jpegEncoders, photo, pickKnown } from './jpeg-headers.ts';

test('a damaged JPEG is read as libvips reads it, or left to libvips', async (t) => {
  const files = await Promise.all(
    Object.values(jpegEncoders).map((encode) =>
      encode(photo.clone()).withMetadata({ orientation: 6 }).toBuffer(),
    ),
  );
  const count = { read: 0, left: 0 };
  for (let number = 0; number < 3000; number += 1) {
    const file = damage(files[number % files.length] ?? Buffer.alloc(0), number);
    const header = readJpegHeader(file);
    count[header ? 'read' : 'left'] += 1;
    if (!header) continue;
    // What libvips cannot open fails a little later, when it is decoded.
    const known = await askLibvips(file).catch(() => undefined);
    if (known) assert.deepEqual(pickKnown(header), known, `file ${number}`);
  }
  t.diagnostic(`${count.read} read, ${count.left} left to libvips`);
  assert.ok(count.read > 500 && count.left > 500);
});
