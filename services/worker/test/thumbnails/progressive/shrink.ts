import sharp from 'sharp';

/** Pixels of a JPEG resized to this width, or undefined when it is refused. */
export async function shrinkTo(file: Buffer, width: number): Promise<Buffer | undefined> {
  try {
    return await sharp(file, { failOn: 'error', limitInputPixels: 10_000_000 })
      .resize(width)
      .raw()
      .toBuffer();
  } catch {
    return undefined;
  }
}
