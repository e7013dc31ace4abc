import { crc32, deflateSync } from 'node:zlib';

/** The signature and the chunk IHDR, after which iCCP may come: https://www.w3.org/TR/png-3/#5ChunkOrdering */
const headBytes = 8 + 25;

/** Gives a PNG without colour chunks an ICC profile, which sharp can't do for plain pixels: https://www.w3.org/TR/png-3/#11iCCP */
export function assignProfile(png: Buffer, icc: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(icc)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([png.subarray(0, headBytes), length, content, check, png.subarray(headBytes)]);
}
