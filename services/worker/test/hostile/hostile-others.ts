import { deflateSync } from 'node:zlib';
import { encodeBlackPng, pngChunk } from '../thumbnails/hostile-files.ts';
import { type HostileFile, mib, repeat } from './hostile-file.ts';

const png = (...chunks: Buffer[]) => encodeBlackPng(400, 300, chunks);
const empty = Buffer.alloc(0);
/** A name, a sample depth, and no entries. */
const palette = Buffer.from('p\0\x08', 'latin1');
const profile = (bytes: number) =>
  Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(Buffer.alloc(bytes), { level: 1 })]);
/** A profile whose tag is a profile, and so on: only the outermost counts. */
function nestedProfile(depth: number): Buffer {
  let inner = Buffer.alloc(128);
  for (let level = 0; level < depth; level += 1) {
    inner = Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(inner)]);
  }
  return inner;
}

/** The file cut behind each of its chunks. */
function cutAtChunks(file: Buffer): Buffer[] {
  const cuts: Buffer[] = [];
  for (let at = 8; at + 12 < file.length; at += 12 + file.readUInt32BE(at)) {
    cuts.push(Buffer.from(file.subarray(0, at)), Buffer.from(file.subarray(0, at + 8)));
  }
  return cuts;
}

const hostilePngs: readonly HostileFile[] = [
  {
    name: 'PNG of a million empty texts',
    build: () => png(repeat(pngChunk('tEXt', empty), 1_000_000)),
    ends: ['made'],
  },
  {
    name: 'PNG of 100 MiB of empty unknown chunks',
    build: () => png(repeat(pngChunk('juNk', empty), Math.floor((99 * mib) / 12))),
    ends: ['made', 'corrupt'],
  },
  {
    name: 'PNG of a million suggested palettes',
    build: () => png(repeat(pngChunk('sPLT', palette), 1_000_000)),
    ends: ['made', 'corrupt'],
  },
  {
    name: 'PNG with a colour profile that decompresses to 60 MB',
    build: () => png(pngChunk('iCCP', profile(60_000_000))),
    ends: ['made'],
  },
  {
    name: 'PNG with a nested colour profile',
    build: () => png(pngChunk('iCCP', nestedProfile(50))),
    ends: ['made'],
  },
  {
    name: 'PNG with 60 MiB of Exif',
    build: () => png(pngChunk('eXIf', Buffer.alloc(60 * mib))),
    ends: ['made'],
  },
  {
    name: 'PNG cut at each of its chunks',
    build: () => cutAtChunks(png(pngChunk('tEXt', empty), pngChunk('iCCP', profile(100)))),
    ends: ['truncated', 'corrupt', 'unsupported-format'],
  },
  { name: 'PNG of 65,500 × 1', build: () => encodeBlackPng(65_500, 1), ends: ['made'] },
  { name: 'PNG of 1 × 65,500', build: () => encodeBlackPng(1, 65_500), ends: ['too-narrow'] },
  { name: 'PNG of 30,000 × 30,000', build: () => encodeBlackPng(30_000, 30_000), ends: ['too-many-pixels'] },
  {
    name: 'PNG whose data decompresses without an end',
    build: () => {
      const file = encodeBlackPng(400, 300);
      const end = file.length - 12;
      return Buffer.concat([
        file.subarray(0, 33),
        pngChunk('IDAT', deflateSync(Buffer.alloc(64 * mib), { level: 1 })),
        file.subarray(end),
      ]);
    },
    ends: ['made', 'corrupt'],
  },
];

/** A TIFF whose directories lie one after the other, the last pointing where it is told: TIFF 6.0, section 2. */
function tiffOf(directories: number, last: number): Buffer {
  const size = 2 + 12 * 5 + 4;
  const file = Buffer.alloc(8 + directories * size);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8, 4);
  for (let index = 0; index < directories; index += 1) {
    const at = 8 + index * size;
    file.writeUInt16LE(5, at);
    const entries = [
      [256, 3, 1, 1],
      [257, 3, 1, 1],
      [262, 3, 1, 1],
      [273, 4, 1, 8],
      [279, 4, 1, 1],
    ];
    entries.forEach(([tag = 0, type = 0, count = 0, value = 0], entry) => {
      const to = at + 2 + 12 * entry;
      file.writeUInt16LE(tag, to);
      file.writeUInt16LE(type, to + 2);
      file.writeUInt32LE(count, to + 4);
      file.writeUInt32LE(value, to + 8);
    });
    file.writeUInt32LE(index + 1 < directories ? at + size : last, at + size - 4);
  }
  return file;
}

const tiffEnds = ['made', 'corrupt', 'too-many-frames', 'timeout', 'unsupported-format'] as const;
const hostileTiffs: readonly HostileFile[] = [
  {
    name: 'TIFF whose directory follows itself',
    build: () => tiffOf(1, 8),
    ends: tiffEnds,
    formats: ['tiff'],
  },
  {
    name: 'TIFF of a loop of 100 directories',
    build: () => tiffOf(100, 8),
    ends: tiffEnds,
    formats: ['tiff'],
  },
  { name: 'TIFF of 100,000 directories', build: () => tiffOf(100_000, 0), ends: tiffEnds, formats: ['tiff'] },
  { name: 'TIFF where it is not allowed', build: () => tiffOf(1, 0), ends: ['unsupported-format'] },
];

export const hostileOthers: readonly HostileFile[] = [...hostilePngs, ...hostileTiffs];
