import { failureOf } from './failure-of.ts';
import type { Header } from './header/header.ts';
import type { DecodeHeic } from './heic/decode-heic.ts';
import { decodedWidth, makeThumbnails } from './make-thumbnails.ts';
import { openUpright, openWithEnd, type Upright } from './open-upright.ts';
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
 * Makes thumbnails although the end marker is missing, unless pixels are missing too. libjpeg warns of missing pixels, but
 * libvips does not see warnings about the last rows. So this makes the thumbnails a second time with other bytes at the
 * end: if these change the image, they replaced missing pixels.
 */
async function makeWithoutEnd(job: Job, options: JobOptions): Promise<Made> {
  const { original, header } = job;
  const makeWith = (tail: Buffer, failOn: 'warning' | 'error') =>
    makeOfImage(
      { image: openWithEnd(original, tail, { ...options, failOn }), original: header.upright },
      job,
      options,
    );
  try {
    const made = await makeWith(Buffer.alloc(0), 'warning');
    const other = await makeWith(anyBits, 'error');
    if (made.primary.body.equals(other.primary.body)) return made;
  } catch {
    // As for other images, the result is a failure reason.
  }
  return { kind: 'failed', reason: 'truncated' };
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
