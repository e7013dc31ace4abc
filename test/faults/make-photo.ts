import sharp from 'sharp';

/** A small JPEG of one colour, such as `#ff0000`. */
export function makePhoto(background: string): Promise<Buffer> {
  const create = { width: 64, height: 48, channels: 3 as const, background };
  return sharp({ create }).jpeg().toBuffer();
}
