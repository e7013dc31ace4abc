import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { readHeader } from '../../src/thumbnails/header/read-header.ts';
import { readTakenAt } from '../../src/thumbnails/header/read-taken-at.ts';

/** An image that a camera could have written, its times as given. */
function photo(
  exif: Record<string, string>,
  format: 'jpeg' | 'webp' | 'png' | 'avif' = 'jpeg',
): Promise<Buffer> {
  const image = sharp({ create: { width: 8, height: 6, channels: 3, background: '#888' } });
  return image.withExif({ IFD2: exif }).toFormat(format).toBuffer();
}

const times: [written: Record<string, string>, read: string | undefined][] = [
  [{ DateTimeOriginal: '2026:07:11 14:30:12' }, '2026-07-11T14:30:12'],
  [{ DateTimeOriginal: '2026:07:11 14:30:12', OffsetTimeOriginal: '+09:00' }, '2026-07-11T14:30:12+09:00'],
  [{ DateTimeOriginal: '2026:07:11 14:30:12', OffsetTimeOriginal: '-03:30' }, '2026-07-11T14:30:12-03:30'],
  [{ DateTimeOriginal: '2026:07:11 14:30:12', OffsetTimeOriginal: '+19:00' }, '2026-07-11T14:30:12'],
  [{ DateTimeOriginal: '2026:07:11 14:30:12', OffsetTimeOriginal: '~ready' }, '2026-07-11T14:30:12'],
  [{ DateTimeOriginal: '0000:00:00 00:00:00' }, undefined],
  [{ DateTimeOriginal: '2026:02:30 10:00:00' }, undefined],
  [{ DateTimeOriginal: '    :  :     :  :  ' }, undefined],
  [{ DateTimeOriginal: '../../etc/passwd...' }, undefined],
  [{ OffsetTimeOriginal: '+09:00' }, undefined],
];
for (const [written, read] of times) {
  test(`Exif ${JSON.stringify(written)} is read as ${read}`, async () => {
    assert.equal((await readHeader(await photo(written))).takenAt, read);
  });
}

for (const format of ['webp', 'png', 'avif'] as const) {
  test(`the time of a ${format} is read too`, async () => {
    const file = await photo({ DateTimeOriginal: '2026:07:11 14:30:12' }, format);
    assert.equal((await readHeader(file)).takenAt, '2026-07-11T14:30:12');
  });
}

test('a damaged Exif never throws, and never gives more than a time', async () => {
  const { exif = Buffer.alloc(0) } = await sharp(
    await photo({ DateTimeOriginal: '2026:07:11 14:30:12', OffsetTimeOriginal: '+09:00' }),
  ).metadata();
  assert.ok(readTakenAt(exif));
  const damage = fc.array(fc.tuple(fc.nat({ max: exif.length - 1 }), fc.nat({ max: 255 })), { maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.nat({ max: exif.length }), (bytes, length) => {
      const damaged = Buffer.from(exif);
      for (const [at, value] of bytes) damaged[at] = value;
      const read = readTakenAt(damaged.subarray(0, length));
      assert.match(read ?? '2026-07-11T14:30:12', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/);
    }),
    { numRuns: 5000 },
  );
});
