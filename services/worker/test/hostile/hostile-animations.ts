import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { encodeBlackPng, encodeGif, pngChunk } from '../thumbnails/hostile-files.ts';
import { type HostileFile, mib, repeat } from './hostile-file.ts';

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

async function animatedWebp(frames: number, more: Buffer = Buffer.alloc(0)): Promise<Buffer> {
  const create = { width: 1, height: 1, channels: 3 as const, background: 'red' };
  const still = await sharp({ create }).webp({ lossless: true }).toBuffer();
  const picture = still.subarray(12);
  // At 0, 0, of 1 × 1, for 10 ms.
  const frame = webpChunk('ANMF', Buffer.concat([Buffer.alloc(12), Buffer.from([10, 0, 0, 0]), picture]));
  const flags = Buffer.from([0x2e, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const chunks = Buffer.concat([
    webpChunk('VP8X', flags),
    webpChunk('ANIM', Buffer.alloc(6)),
    repeat(frame, frames),
    more,
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + chunks.length);
  return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBP'), chunks]);
}

async function stillWebp(more: Buffer): Promise<Buffer> {
  const create = { width: 400, height: 300, channels: 3 as const, background: 'red' };
  const still = await sharp({ create }).webp().toBuffer();
  const flags = Buffer.alloc(10);
  flags[0] = 0x2c;
  flags.writeUIntLE(399, 4, 3);
  flags.writeUIntLE(299, 7, 3);
  const chunks = Buffer.concat([webpChunk('VP8X', flags), still.subarray(12), more]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + chunks.length);
  return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBP'), chunks]);
}

/** https://www.w3.org/TR/png-3/#apng-frame-based-animation */
function animatedPng(frames: number): Buffer {
  const control = Buffer.alloc(26);
  control.writeUInt32BE(1, 4);
  control.writeUInt32BE(1, 8);
  const data = Buffer.concat([Buffer.alloc(4), deflateSync(Buffer.from([0, 0]))]);
  const count = Buffer.alloc(8);
  count.writeUInt32BE(frames);
  const frame = Buffer.concat([pngChunk('fcTL', control), pngChunk('fdAT', data)]);
  return encodeBlackPng(400, 300, [pngChunk('acTL', count), repeat(frame, frames)]);
}

/** Frames of 12 bytes: no data, no colours. */
function smallestGif(bytes: number): Buffer {
  const screen = encodeGif(0).subarray(0, 19);
  const frame = Buffer.from('2c0000000001000100000200', 'hex');
  return Buffer.concat([screen, repeat(frame, Math.floor(bytes / frame.length)), Buffer.from([0x3b])]);
}

/** One frame whose data comes in blocks of one byte. */
function crumbledGif(bytes: number): Buffer {
  const whole = encodeGif(1);
  const data = whole.indexOf(Buffer.from('0202', 'hex')) + 1;
  return Buffer.concat([
    whole.subarray(0, data),
    repeat(Buffer.from([1, 0x44]), bytes / 2),
    Buffer.from([0, 0x3b]),
  ]);
}

function cutAtTenths(file: Buffer): Buffer[] {
  return Array.from({ length: 9 }, (_, index) =>
    Buffer.from(file.subarray(0, Math.floor((file.length * (index + 1)) / 10))),
  );
}

export const hostileAnimations: readonly HostileFile[] = [
  { name: 'WebP of 100,000 frames', build: () => animatedWebp(100_000), ends: ['too-many-frames'] },
  { name: 'WebP of 1,000 frames', build: () => animatedWebp(1000), ends: ['made'] },
  {
    name: 'WebP of a million unknown chunks',
    build: () => stillWebp(repeat(webpChunk('junk', Buffer.alloc(0)), 1_000_000)),
    ends: ['corrupt'],
  },
  {
    name: 'WebP with 32 MiB each of Exif, XMP and colour profile',
    build: () =>
      stillWebp(
        Buffer.concat(['EXIF', 'XMP ', 'ICCP'].map((type) => webpChunk(type, Buffer.alloc(32 * mib)))),
      ),
    ends: ['made', 'corrupt'],
  },
  { name: 'GIF of 100,000 frames', build: () => encodeGif(100_000), ends: ['too-many-frames'] },
  {
    name: 'GIF of 100 MiB of frames of 12 bytes',
    build: () => smallestGif(99 * mib),
    ends: ['too-many-frames'],
  },
  {
    name: 'GIF in blocks of one byte',
    build: () => crumbledGif(64 * mib),
    ends: ['made', 'corrupt', 'truncated'],
  },
  { name: 'APNG of 100,000 frames', build: () => animatedPng(100_000), ends: ['too-many-frames'] },
  {
    name: 'animations cut at every tenth',
    build: async () => [
      ...cutAtTenths(await animatedWebp(100)),
      ...cutAtTenths(encodeGif(100)),
      ...cutAtTenths(animatedPng(100)),
    ],
    ends: ['made', 'truncated', 'corrupt', 'unsupported-format'],
  },
  { name: 'APNG of 1,000 frames', build: () => animatedPng(1000), ends: ['made'] },
];
