import type { Size } from '../make-thumbnails.ts';

/** The header of an image, read before any pixel is decoded. */
export interface Header extends Size {
  /** As the settings name it. */
  readonly format: string;
  /** Size of the upright image, in pixels. */
  readonly upright: Size;
  /** Frames of an animation; 1 for a still image. */
  readonly frames: number;
  readonly hasAlpha: boolean;
  /** Whether it has an ICC profile, if the image is not a JPEG. */
  readonly hasProfile: boolean;
  /** Whether it is stored in several passes over the whole image. */
  readonly progressive: boolean;
  /** Samples per pixel. Chroma that several pixels share counts in part. */
  readonly samplesPerPixel: number;
  /** Bytes per sample. */
  readonly sampleBytes: number;
  /** When the camera took it, if the file says so; see `readTakenAt`. */
  readonly takenAt: string | undefined;
}
