import type { Size } from '../make-thumbnails.ts';

/** What the head of a file tells, before a pixel of it is decoded. */
export interface Header extends Size {
  /** As the settings name it. */
  readonly format: string;
  /** The size once it is turned upright. Pixels. */
  readonly upright: Size;
  /** Of an animation; 1 for a still image. */
  readonly frames: number;
  readonly hasAlpha: boolean;
  /** Whether it has an ICC profile, if the image is not a JPEG. */
  readonly hasProfile: boolean;
  /** Whether it is stored in several passes over the whole image. */
  readonly progressive: boolean;
  /** Numbers a pixel has, colour that is stored for several pixels at once counted by its share. */
  readonly samplesPerPixel: number;
  /** Bytes of one of them. */
  readonly sampleBytes: number;
  /** When the camera took it, if it wrote that, see `readTakenAt`. */
  readonly takenAt: string | undefined;
}
