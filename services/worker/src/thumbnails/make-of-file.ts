import sharp from 'sharp';
import { failureOf } from './failure-of.ts';
import type { Header } from './header/header.ts';
import type { DecodeHeic } from './heic/decode-heic.ts';
import { decodedWidth, makeThumbnails } from './make-thumbnails.ts';
import { openUpright, type Upright } from './open-upright.ts';
import { isWhole, readScans } from './progressive/jpeg-scans.ts';
import type { Made, Thumbnails } from './recipe.ts';
import type { Variant } from './variant.ts';

/** One original with its header and structure. */
export interface Job {
  readonly original: Buffer;
  readonly header: Header;
  /** Whether it is a JPEG without an end marker. */
  readonly lacksEnd: boolean;
  readonly signal: AbortSignal;
}

export interface JobOptions {
  readonly maxPixels: number;
  readonly variants: readonly Variant[];
  readonly background: string;
  readonly decodeHeic: DecodeHeic;
}

const endMarker = Buffer.from([0xff, 0xd9]);

/** Entropy-coded data without markers, at least as many bytes as the last rows may lack. */
const anyBits = Buffer.alloc(4096, 0x5a);

/** Makes the thumbnails of one original. Faults of the image itself are a result, not an error. */
export async function makeOfFile(job: Job, options: JobOptions): Promise<Made> {
  try {
    return await makeOfImage(await open(job, options), job, options);
  } catch (error) {
    const reason = failureOf(error);
    if (reason !== 'truncated' || !job.lacksEnd) return { kind: 'failed', reason };
    return makeWithoutEnd(job, options);
  }
}

/**
 * Makes thumbnails although the end marker is missing, unless other data is missing too. libjpeg warns of missing pixels,
 * but libvips does not see warnings about the last rows. So this makes the thumbnails a second time with other bytes at
 * the end: if these change the image, they replaced missing pixels. libjpeg does not warn of missing scans.
 */
async function makeWithoutEnd(job: Job, options: JobOptions): Promise<Made> {
  const { original, header } = job;
  const makeWith = (file: Buffer, failOn: 'warning' | 'error') => {
    const image = sharp(file, { limitInputPixels: options.maxPixels, failOn }).autoOrient();
    return makeOfImage({ image, original: header.upright }, job, options);
  };
  try {
    const ended = Buffer.concat([original, endMarker]);
    if (header.progressive && !hasAllScans(ended)) return { kind: 'failed', reason: 'truncated' };
    const made = await makeWith(ended, 'warning');
    const other = await makeWith(Buffer.concat([original, anyBits, endMarker]), 'error');
    if (made.primary.body.equals(other.primary.body)) return made;
  } catch {
    // As for other images, the result is a failure reason.
  }
  return { kind: 'failed', reason: 'truncated' };
}

/** Half of a file may show the whole photo, but less sharp or without its colours. */
function hasAllScans(file: Buffer): boolean {
  const jpeg = readScans(file);
  return jpeg !== undefined && isWhole(jpeg);
}

function open({ original, header, signal }: Job, options: JobOptions): Promise<Upright> {
  const width = decodedWidth(header.upright, options.variants);
  return openUpright(original, header, { ...options, width, signal });
}

async function makeOfImage(
  { image, original }: Upright,
  { header }: Job,
  { variants, background }: JobOptions,
): Promise<Thumbnails> {
  if (header.hasAlpha) image.flatten({ background });
  return { ...(await makeThumbnails(image, original, { variants, background })), takenAt: header.takenAt };
}
