import sharp from 'sharp';

/** What a decoder makes of a file. */
export interface Look {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Mean of red, green and blue, 0 to 255. */
  readonly colour: readonly number[];
}

/** The formats that an installation accepts by default, as sharp names them. */
const formats = ['jpeg', 'png', 'webp', 'gif', 'heif'];

/** Decodes all of a file, independently of the worker. Undefined when it is damaged or not a photo. */
export async function lookAtImage(file: Buffer): Promise<Look | undefined> {
  try {
    const { format = '' } = await sharp(file).metadata();
    if (!formats.includes(format)) return undefined;
    const image = sharp(file, { failOn: 'warning' }).autoOrient().toColourspace('srgb').removeAlpha();
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { channels } = await sharp(data, { raw: info }).stats();
    const means = channels.map(({ mean }) => mean);
    return { width: info.width, height: info.height, colour: means.length < 3 ? grey(means) : means };
  } catch {
    return undefined;
  }
}

function grey([level = 0]: readonly number[]): number[] {
  return [level, level, level];
}

/** Whether two images have about the same colour: JPEG and resizing change it a little. */
export function looksLike(one: Look, other: Look): boolean {
  return one.colour.every((level, index) => Math.abs(level - (other.colour[index] ?? -1000)) < 8);
}
