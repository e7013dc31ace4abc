import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { samplesDir } from '../thumbnails/sample-photo.ts';
import { type HostileFile, mib, repeat } from './hostile-file.ts';

const frameMarkers = [0xc0, 0xc2];

const photo = async (progressive = false) =>
  sharp(await readFile(join(samplesDir, 'sunset.jpg')))
    .resize(1600)
    .jpeg({ progressive })
    .toBuffer();

/** A segment of a marker with this content: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1.4 */
function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The file with more behind its first marker. */
async function withSegments(segments: Buffer): Promise<Buffer> {
  const file = await photo();
  return Buffer.concat([file.subarray(0, 2), segments, file.subarray(2)]);
}

/** Where the next marker of a kind is, from an offset on. */
function find(file: Buffer, markers: readonly number[], from = 2): number {
  let at = from;
  while (!markers.includes(file[at + 1] ?? 0)) at += 2 + file.readUInt16BE(at + 2);
  return at;
}

async function withFrame(change: (file: Buffer, at: number) => void): Promise<Buffer> {
  const file = await photo();
  change(file, find(file, frameMarkers));
  return file;
}

/** Segments of this content, 64 MiB in all. */
const flood = (marker: number, start: string) => {
  const content = Buffer.alloc(65_533);
  content.write(start, 'latin1');
  return withSegments(repeat(segment(marker, content), 1024));
};

/** A progressive JPEG with this behind its first scan. */
async function behindFirstScan(more: (file: Buffer, scan: Buffer) => Buffer): Promise<Buffer> {
  const file = await photo(true);
  const first = find(file, [0xda]);
  const second = file.indexOf(Buffer.from([0xff, 0xc4]), first);
  const scan = file.indexOf(Buffer.from([0xff, 0xda]), second);
  const end = file.indexOf(0xff, scan + 12);
  return Buffer.concat([
    file.subarray(0, second),
    more(file, file.subarray(second, end)),
    file.subarray(second),
  ]);
}

/** Chunks of one profile, numbered from 1: https://www.color.org/specification/ICC.1-2022-05.pdf, B.4 */
function profileChunks(): Buffer {
  const chunks = Array.from({ length: 255 }, (_, index) => {
    const content = Buffer.alloc(65_533, index);
    content.write('ICC_PROFILE\0', 'latin1');
    content.set([index + 1, 255], 12);
    return segment(0xe2, content);
  });
  return Buffer.concat(chunks);
}

/** A grey JPEG whose scans have two zero bits for each block: no difference, no coefficients. */
export function scanForEachComponent(width: number, height: number): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const oneCode = [1, ...new Array(15).fill(0), 0];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const scan = (id: number) =>
    Buffer.concat([segment(0xda, Buffer.from([1, id, 0, 0, 63, 0])), Buffer.alloc(Math.ceil(blocks / 4))]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    segment(0xc0, frame),
    segment(0xc4, Buffer.from([0x00, ...oneCode, 0x10, ...oneCode])),
    ...[1, 2, 3].map(scan),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** The file, cut before and after each marker but the last: a JPEG that lacks only its end is shown. */
function cutAtMarkers(file: Buffer): Buffer[] {
  const cuts: number[] = [];
  for (let at = file.indexOf(0xff); at >= 0; at = file.indexOf(0xff, at + 1)) {
    if ((file[at + 1] ?? 0) !== 0) cuts.push(at, at + 2);
  }
  return cuts
    .filter((cut) => cut > 0 && cut < file.length - 2)
    .map((cut) => Buffer.from(file.subarray(0, cut)));
}

export const hostileJpegs: readonly HostileFile[] = [
  { name: 'JPEG with 64 MiB of APP5', build: () => flood(0xe5, 'nonsense'), ends: ['made'] },
  {
    name: 'JPEG with 64 MiB of XMP',
    build: () => flood(0xe1, 'http://ns.adobe.com/xap/1.0/\0'),
    ends: ['made'],
  },
  { name: 'JPEG with 64 MiB of Exif', build: () => flood(0xe1, 'Exif\0\0'), ends: ['made'] },
  { name: 'JPEG with 64 MiB of comments', build: () => flood(0xfe, 'hello'), ends: ['made'] },
  {
    name: 'JPEG with 16 million empty segments',
    build: () => withSegments(repeat(segment(0xe7, Buffer.alloc(0)), 16 * mib)),
    ends: ['made'],
  },
  {
    name: 'JPEG with stray bytes between 64 MiB of segments',
    build: () =>
      withSegments(repeat(Buffer.concat([Buffer.from([0]), segment(0xe5, Buffer.alloc(65_533))]), 1024)),
    ends: ['made', 'corrupt'],
  },
  {
    name: 'JPEG with a colour profile of 16 MiB',
    build: () => withSegments(profileChunks()),
    ends: ['made'],
  },
  {
    name: 'JPEG with 64 MiB of segments behind its first scan',
    build: () => behindFirstScan(() => repeat(segment(0xe5, Buffer.alloc(65_533)), 1024)),
    ends: ['made', 'corrupt', 'too-much-memory'],
  },
  {
    name: 'progressive JPEG of 10,000 scans',
    build: () => behindFirstScan((_, scan) => repeat(scan, 10_000)),
    // Which of libjpeg's warnings comes first depends on the pixels.
    ends: ['made', 'corrupt', 'truncated', 'timeout', 'too-much-memory'],
  },
  {
    name: 'progressive JPEG of a million scans without data',
    build: () => behindFirstScan(() => repeat(segment(0xda, Buffer.from([1, 2, 0, 1, 1, 0x10])), 1_000_000)),
    ends: ['made', 'corrupt', 'timeout', 'too-much-memory'],
  },
  {
    name: 'lossless JPEG (SOF3)',
    build: () => withFrame((file, at) => void file.writeUInt8(0xc3, at + 1)),
    ends: ['corrupt', 'unsupported-format'],
  },
  {
    name: 'JPEG of 12 bits',
    build: () => withFrame((file, at) => void file.writeUInt8(12, at + 4)),
    ends: ['corrupt', 'unsupported-format'],
  },
  {
    name: 'arithmetic coded JPEG',
    build: () => withFrame((file, at) => void file.writeUInt8(0xc9, at + 1)),
    ends: ['made', 'corrupt', 'truncated', 'unsupported-format'],
  },
  {
    name: 'JPEG of 65,500 × 65,500 in its header',
    build: () => withFrame((file, at) => void file.writeUInt32BE(0xffdc_ffdc, at + 5)),
    ends: ['too-many-pixels'],
  },
  {
    name: 'small JPEG of 5,000 × 5,000 with a scan for each component, which a decoder keeps whole',
    build: () => scanForEachComponent(5_000, 5_000),
    ends: ['made'],
  },
  {
    name: 'JPEG cut at each of its markers',
    build: async () => [...cutAtMarkers(await photo()), ...cutAtMarkers(await photo(true))],
    ends: ['truncated', 'corrupt', 'unsupported-format'],
  },
];
