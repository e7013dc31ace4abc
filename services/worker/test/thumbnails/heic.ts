/**
 * A HEIC of this size as its boxes tell; no picture is in it. ISO/IEC 14496-12 and 23008-12, which AVIF follows too:
 * https://aomediacodec.github.io/av1-avif/
 */
export function encodeHeic(width: number, height: number): Buffer {
  const picture = Buffer.alloc(64);
  const brands = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'));
  const withOffset = (offset: number) => {
    const size = box('ispe', uint32(0), uint32(width), uint32(height));
    const properties = box('ipco', size, box('hvcC', decoderConfiguration()));
    const association = box('ipma', uint32(0), uint32(1), Buffer.from([0, 1, 2, 1, 0x82]));
    return box(
      'meta',
      uint32(0),
      box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13)])),
      box('pitm', uint32(0), Buffer.from([0, 1])),
      box('iinf', uint32(0), Buffer.from([0, 1]), box('infe', Buffer.from('\x02\0\0\0\0\x01\0\0hvc1\0'))),
      box('iprp', properties, association),
      box(
        'iloc',
        uint32(0),
        Buffer.from([0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1]),
        uint32(offset),
        uint32(picture.length),
      ),
    );
  };
  const offset = brands.length + withOffset(0).length + 8;
  return Buffer.concat([brands, withOffset(offset), box('mdat', picture)]);
}

/** Main profile, 8 bits, 4:2:0, no parameter sets. ISO/IEC 14496-15, 8.3.2.1 */
function decoderConfiguration(): Buffer {
  return Buffer.from('0101600000009000000000005df000fcfdf8f800000f00', 'hex');
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(8 + body.length), Buffer.from(type), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
