import type { FailureReason } from '@proofsheet/photos';

/** What the structure of a file tells, before libvips sees it. */
export interface Inspection {
  /** As the settings name it; undefined for formats that are not inspected. */
  readonly format?: string;
  /** Why it is refused at once. */
  readonly refused?: FailureReason;
  /** Frames of an animation, counted up to one above the maximum. */
  readonly frames?: number;
  /** Whether a JPEG is stored in several passes over the whole image, which a decoder keeps in memory. */
  readonly severalPasses?: boolean;
  /** Whether a JPEG has no end marker after its first scan. */
  readonly lacksEnd?: boolean;
}

/** Metadata of more bytes is hidden, however it is stored: those of cameras have some kilobytes. */
export const maxExifBytes = 1024 ** 2;
/** The same for colour profiles: the largest in use, of printers, have about 3 MB. */
export const maxProfileBytes = 4 * 1024 ** 2;
