import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJpegHeader } from '../../src/thumbnails/header/read-jpeg-header.ts';
import { askLibvips, jpegEncoders, photo, pickKnown } from './jpeg-headers.ts';

for (const [what, encode] of Object.entries(jpegEncoders)) {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`a JPEG ${what} of orientation ${orientation} is read as libvips reads it`, async () => {
      const file = await encode(photo.clone()).withMetadata({ orientation }).toBuffer();
      const header = readJpegHeader(file);
      assert.ok(header);
      assert.deepEqual(pickKnown(header), await askLibvips(file));
    });
  }
}

for (const [chroma, samples] of [
  ['4:4:4', 3],
  ['4:2:0', 1.5],
] as const) {
  test(`the share of colour is known: ${chroma}`, async () => {
    const file = await photo.clone().jpeg({ chromaSubsampling: chroma }).toBuffer();
    assert.equal(readJpegHeader(file)?.samplesPerPixel, samples);
  });
}

test('colour at half of the pixels counts as such, which libvips does not tell', async () => {
  const file = await photo.clone().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  // Of the first component, stored twice as often across: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2.
  file[frame + 11] = 0x21;
  assert.equal(readJpegHeader(file)?.samplesPerPixel, 2);
});

for (const [what, change] of Object.entries({
  'two frames': (file: Buffer, frame: number) =>
    Buffer.concat([file.subarray(0, frame), file.subarray(frame, frame + 19), file.subarray(frame)]),
  'no height': (file: Buffer, frame: number) => {
    file.writeUInt16BE(0, frame + 5);
    return file;
  },
  '12 bits': (file: Buffer, frame: number) => {
    file[frame + 4] = 12;
    return file;
  },
  'arithmetic coding': (file: Buffer, frame: number) => {
    file[frame + 1] = 0xc9;
    return file;
  },
  'the end in the head': (file: Buffer, frame: number) => file.subarray(0, frame + 10),
  'a segment of no length': (file: Buffer, frame: number) => {
    file.writeUInt16BE(1, frame + 2);
    return file;
  },
  'segments without end': (file: Buffer, frame: number) =>
    Buffer.concat([
      file.subarray(0, 2),
      ...Array.from({ length: 2000 }, () => Buffer.from([0xff, 0xfe, 0, 2])),
      file.subarray(frame),
    ]),
})) {
  test(`a JPEG is left to libvips with ${what}`, async () => {
    const file = await photo.clone().jpeg().toBuffer();
    assert.ok(readJpegHeader(file));
    assert.equal(readJpegHeader(change(file, file.indexOf(Buffer.from([0xff, 0xc0])))), undefined);
  });
}
