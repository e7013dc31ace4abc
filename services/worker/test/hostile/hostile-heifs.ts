import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { heicSamples } from '../thumbnails/heic/grid-heic.ts';
import { type HostileFile, repeat } from './hostile-file.ts';

async function avif(change: (file: Buffer) => Buffer | undefined): Promise<Buffer> {
  const create = { width: 400, height: 300, channels: 3 as const, background: '#234' };
  const file = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  return change(file) ?? file;
}

const heic = (name: string) => readFile(join(heicSamples, name));

/** Sets the size of a box: ISO/IEC 14496-12, 4.2. */
const sized = (type: string, size: number) => (file: Buffer) =>
  void file.writeUInt32BE(size, file.indexOf(type) - 4);

const nested = (depth: number) => {
  const box = Buffer.alloc(8 * depth);
  for (let level = 0; level < depth; level += 1) {
    box.writeUInt32BE(8 * (depth - level), 8 * level);
    box.write('moov', 8 * level + 4, 'latin1');
  }
  return box;
};

const refused = ['corrupt', 'truncated', 'unsupported-format', 'too-many-pixels'] as const;
export const hostileHeifs: readonly HostileFile[] = [
  {
    name: 'AVIF whose boxes lie about their sizes',
    build: () =>
      Promise.all(
        ['ftyp', 'meta', 'iloc', 'iinf', 'iprp', 'ipco', 'mdat'].flatMap((type) =>
          [0, 1, 7, 0xffff_ffff].map((size) => avif(sized(type, size))),
        ),
      ),
    ends: ['made', ...refused],
  },
  {
    name: 'AVIF whose bytes behind each length are gone',
    build: async () => {
      const file = await avif(() => undefined);
      return Array.from({ length: 30 }, (_, index) => Buffer.from(file.subarray(0, 4 + 8 * index)));
    },
    ends: refused,
  },
  {
    name: 'AVIF that is 65,535 × 65,535 by its own word',
    build: () =>
      avif((file) => {
        const box = file.indexOf('ispe');
        file.writeUInt32BE(65_535, box + 8);
        file.writeUInt32BE(65_535, box + 12);
        return undefined;
      }),
    ends: refused,
  },
  {
    name: 'AVIF of a million boxes within each other',
    build: () =>
      avif((file) => {
        const meta = file.indexOf('meta') - 4;
        return Buffer.concat([file.subarray(0, meta), nested(1_000_000), file.subarray(meta)]);
      }),
    ends: ['made', ...refused],
  },
  {
    name: 'HEIC whose boxes lie about their sizes',
    build: async () => {
      const files: Buffer[] = [];
      for (const type of ['ftyp', 'meta', 'iloc', 'iinf', 'iprp', 'ipco', 'hvcC', 'ispe', 'mdat']) {
        for (const size of [0, 1, 7, 0xffff_ffff]) {
          const file = await heic('display-p3-icc.heic');
          sized(type, size)(file);
          files.push(file);
        }
      }
      return files;
    },
    ends: ['made', ...refused],
  },
  {
    name: 'HEIC cut at every tenth',
    build: async () => {
      const file = await heic('display-p3-icc.heic');
      return Array.from({ length: 9 }, (_, index) =>
        Buffer.from(file.subarray(0, (file.length * (index + 1)) / 10)),
      );
    },
    ends: refused,
  },
  {
    name: 'HEIC that is 65,535 × 65,535 by its own word',
    build: async () => {
      const file = await heic('display-p3-icc.heic');
      for (let box = file.indexOf('ispe'); box >= 0; box = file.indexOf('ispe', box + 1)) {
        file.writeUInt32BE(65_535, box + 8);
        file.writeUInt32BE(65_535, box + 12);
      }
      return file;
    },
    ends: refused,
  },
  {
    name: 'HEIC of a million boxes beside its own',
    build: async () => {
      const file = await heic('display-p3-icc.heic');
      const meta = file.indexOf('meta') - 4;
      const junk = repeat(Buffer.from([0, 0, 0, 8, 0x6a, 0x75, 0x6e, 0x6b]), 1_000_000);
      return Buffer.concat([file.subarray(0, meta), junk, file.subarray(meta)]);
    },
    ends: ['made', ...refused],
  },
];
