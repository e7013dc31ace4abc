import { crc32, deflateSync } from 'node:zlib';

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
export function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  return Buffer.concat([uint32(content.length), named, uint32(crc32(named))]);
}

/** A black PNG of one bit a pixel, whole, however large: it compresses a thousandfold. */
export function encodeBlackPng(width: number, height: number, extra: readonly Buffer[] = []): Buffer {
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([1, 0, 0, 0, 0])])),
    ...extra,
    pngChunk('IDAT', deflateSync(rows, { level: 1 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The header of a lossless WebP: https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification#3_riff_header */
export function encodeWebpHeader(width: number, height: number): Buffer {
  const bits = (width - 1) | ((height - 1) << 14);
  const content = Buffer.concat([Buffer.from([0x2f]), int32LE(bits), Buffer.alloc(1000)]);
  return riff(webpChunk('VP8L', content));
}

/** An extended WebP whose canvas has this size, and whose one picture is this file's. */
export function encodeWebpCanvas(width: number, height: number, picture: Buffer): Buffer {
  const size = Buffer.alloc(6);
  size.writeUIntLE(width - 1, 0, 3);
  size.writeUIntLE(height - 1, 3, 3);
  const canvas = webpChunk('VP8X', Buffer.concat([Buffer.alloc(4), size]));
  return riff(Buffer.concat([canvas, picture.subarray(12)]));
}

function riff(chunks: Buffer): Buffer {
  return Buffer.concat([Buffer.from('RIFF'), int32LE(4 + chunks.length), Buffer.from('WEBP'), chunks]);
}

function webpChunk(type: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(type),
    int32LE(content.length),
    content,
    Buffer.alloc(content.length % 2),
  ]);
}

/** A GIF with many frames of one pixel: https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export function encodeGif(frames: number, width = 1, height = 1): Buffer {
  const screen = Buffer.from([...Buffer.from('GIF89a'), 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const frame = Buffer.from('21f9040001000000' + '2c00000000010001000002024401' + '00', 'hex');
  return Buffer.concat([screen, ...new Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

/** The file with other sides in its frame header: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2 */
export function withJpegSize(file: Buffer, width: number, height: number): Buffer {
  const lying = Buffer.from(file);
  let at = 2;
  while (![0xc0, 0xc2].includes(lying[at + 1] ?? 0)) at += 2 + lying.readUInt16BE(at + 2);
  lying.writeUInt16BE(height, at + 5);
  lying.writeUInt16BE(width, at + 7);
  return lying;
}

/** A JPEG with another frame marker and precision: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2. */
export function withJpegFrame(file: Buffer, marker: number, precision: number): Buffer {
  const other = Buffer.from(file);
  const at = other.indexOf(Buffer.from([0xff, 0xc0]));
  other[at + 1] = marker;
  other[at + 4] = precision;
  return other;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function int32LE(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}
