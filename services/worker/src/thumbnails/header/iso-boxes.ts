/** A box of a file such as AVIF or HEIC: ISO/IEC 14496-12, 4.2. */
export interface Box {
  readonly type: string;
  readonly content: Buffer;
}

/** More boxes than any real image has in one place. */
const maxBoxes = 5000;

/** Returns the content of the first box of this type; empty if there is none. */
export function findBox(boxes: readonly Box[], type: string): Buffer {
  return boxes.find((box) => box.type === type)?.content ?? Buffer.alloc(0);
}

/** Reads boxes one after the other, up to the first incomplete one. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length && boxes.length < maxBoxes; ) {
    const size = bytes.readUInt32BE(at);
    const end = size === 0 ? bytes.length : at + size;
    if (end < at + 8 || end > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, end) });
    at = end;
  }
  return boxes;
}
