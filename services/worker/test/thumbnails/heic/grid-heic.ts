import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const heicSamples = join(import.meta.dirname, 'samples');

/** Pixels of the side of `tile.heic`. */
const tileSide = 512;

/**
 * A HEIC as phones write it, a grid of tiles: here all the same one, so that many megapixels take few bytes.
 * ISO/IEC 23008-12, 6.6.2.3. `quarterTurns` is how far the image has to be turned to be upright.
 */
export async function encodeGridHeic(width: number, height: number, quarterTurns = 0): Promise<Buffer> {
  const file = await readFile(join(heicSamples, 'tile.heic'));
  const configuration = boxAt(file, file.indexOf('hvcC') - 4);
  const mdat = boxAt(file, file.lastIndexOf('mdat') - 4);
  const tile = mdat.subarray(8);
  const [columns, rows] = [Math.ceil(width / tileSide), Math.ceil(height / tileSide)];
  const count = columns * rows;
  const gridId = count + 1;
  const ids = Array.from({ length: count }, (_, index) => index + 1);

  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'));
  const grid = Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), uint32(width), uint32(height)]);
  const size = (w: number, h: number) => box('ispe', uint32(0), uint32(w), uint32(h));
  const properties = [
    configuration,
    size(tileSide, tileSide),
    size(width, height),
    box('irot', Buffer.from([quarterTurns])),
  ];
  const metaWith = (offset: number) =>
    box(
      'meta',
      uint32(0),
      box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13)])),
      box('pitm', uint32(0), uint16(gridId)),
      box(
        'iinf',
        uint32(0),
        uint16(gridId),
        ...ids.map((id) => item(id, 'hvc1', 1)),
        item(gridId, 'grid', 0),
      ),
      box('iref', uint32(0), box('dimg', uint16(gridId), uint16(count), ...ids.map(uint16))),
      box(
        'iprp',
        box('ipco', ...properties),
        box('ipma', uint32(0), uint32(gridId), ...ids.map((id) => uses(id, 0x81, 2)), uses(gridId, 3, 0x84)),
      ),
      box(
        'iloc',
        Buffer.from([1, 0, 0, 0, 0x44, 0]),
        uint16(gridId),
        ...ids.map((id) => extent(id, 0, offset, tile.length)),
        extent(gridId, 1, 0, grid.length),
      ),
      box('idat', grid),
    );
  const offset = ftyp.length + metaWith(0).length + 8;
  return Buffer.concat([ftyp, metaWith(offset), box('mdat', tile)]);
}

function item(id: number, type: string, flags: number): Buffer {
  return box('infe', Buffer.from([2, 0, 0, flags]), uint16(id), uint16(0), Buffer.from(`${type}\0`));
}

function uses(id: number, ...properties: number[]): Buffer {
  return Buffer.concat([uint16(id), Buffer.from([properties.length, ...properties])]);
}

/** `method` 0 counts from the start of the file, 1 from that of the box idat. */
function extent(id: number, method: number, offset: number, length: number): Buffer {
  return Buffer.concat([uint16(id), uint16(method), uint16(0), uint16(1), uint32(offset), uint32(length)]);
}

function boxAt(file: Buffer, at: number): Buffer {
  return file.subarray(at, at + file.readUInt32BE(at));
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(8 + body.length), Buffer.from(type), body]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
