/** Fields of a Protocol Buffers message by number. A repeated field has several values. */
export type Fields = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

/**
 * Reads one message without its schema: numbers of every kind as bigint, everything else as bytes.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function readProtobuf(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;

  function readVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63n) throw new Error('a number without an end');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  function take(length: number): Buffer {
    if (at + length > bytes.length) throw new Error('less than was announced');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function readValue(wireType: number): Buffer | bigint {
    switch (wireType) {
      case 0:
        return readVarint();
      case 1:
        return take(8).readBigUInt64LE();
      case 2:
        return take(Number(readVarint()));
      case 5:
        return BigInt(take(4).readUInt32LE());
      default:
        throw new Error(`an unknown kind of field: ${wireType}`);
    }
  }

  while (at < bytes.length) {
    const tag = Number(readVarint());
    const value = readValue(tag & 7);
    const values = fields.get(tag >> 3) ?? [];
    fields.set(tag >> 3, [...values, value]);
  }
  return fields;
}
