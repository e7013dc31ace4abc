import { writeFile } from 'node:fs/promises';
import type { Pixels } from './compare.ts';
import { fromPixels } from './sample-photo.ts';

/**
 * A JPEG whose components are red, green and blue, as Adobe's marker says: most are luma and chroma. Three grey
 * JPEGs, one scan each. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2; Adobe TN 5116, 18.
 */
export async function encodeAdobeRgbJpeg(photo: Pixels): Promise<Buffer> {
  const planes = await Promise.all(([0, 1, 2] as const).map((channel) => encodePlane(photo, channel)));
  const { width, height } = photo;
  const adobe = segment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]));
  const components = [1, 2, 3].flatMap((id) => [id, 0x11, 0]);
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, 3, ...components];
  const scans = planes.flatMap(({ tables, data }, i) => [
    ...tables,
    segment(0xda, Buffer.from([1, i + 1, 0, 0, 63, 0])),
    data,
  ]);
  const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
  const quantisation = planes[0]?.quantisation ?? [];
  return Buffer.concat([start, adobe, ...quantisation, segment(0xc0, Buffer.from(frame)), ...scans, end]);
}

async function encodePlane(photo: Pixels, channel: 0 | 1 | 2) {
  const file = await fromPixels(photo).extractChannel(channel).jpeg({ quality: 90 }).toBuffer();
  const quantisation: Buffer[] = [];
  const tables: Buffer[] = [];
  let at = 2;
  for (; file[at + 1] !== 0xda; at += 2 + file.readUInt16BE(at + 2)) {
    const part = file.subarray(at, at + 2 + file.readUInt16BE(at + 2));
    if (part[1] === 0xdb) quantisation.push(part);
    if (part[1] === 0xc4) tables.push(part);
  }
  return { quantisation, tables, data: file.subarray(at + 2 + file.readUInt16BE(at + 2), -2) };
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/**
 * Writes an ICC profile with the primaries and the gamma of Adobe RGB (1998), as many cameras store it: the smallest
 * that is valid. https://www.color.org/specification/ICC.1-2022-05.pdf, 7.2 and 8.3.3
 */
export async function writeAdobeRgbProfile(file: string): Promise<void> {
  const xyz = (...values: number[]) => tag('XYZ ', Buffer.concat(values.map(s15Fixed16)));
  const gamma = tag('curv', Buffer.from([0, 0, 0, 1, 2, 0x33]));
  const tags: [string, Buffer][] = [
    ['desc', tag('desc', Buffer.concat([Buffer.from([0, 0, 0, 2, 0x61, 0]), Buffer.alloc(78)]))],
    ['cprt', tag('text', Buffer.from('none\0'))],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.60974, 0.31111, 0.01947)],
    ['gXYZ', xyz(0.20528, 0.62567, 0.06087)],
    ['bXYZ', xyz(0.14919, 0.06322, 0.74457)],
    ['rTRC', gamma],
    ['gTRC', gamma],
    ['bTRC', gamma],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  let offset = 128 + table.length;
  tags.forEach(([name, { length }], i) => {
    table.write(name, 4 + 12 * i);
    table.writeUInt32BE(offset, 8 + 12 * i);
    table.writeUInt32BE(length, 12 + 12 * i);
    offset += length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrRGB XYZ ', 12);
  header.write('acsp', 36);
  Buffer.concat([0.9642, 1, 0.8249].map(s15Fixed16)).copy(header, 68);
  await writeFile(file, Buffer.concat([header, table, ...tags.map(([, content]) => content)]));
}

function tag(type: string, content: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (content.length % 4)) % 4);
  return Buffer.concat([Buffer.from(type), Buffer.alloc(4), content, padding]);
}

function s15Fixed16(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65536));
  return bytes;
}
