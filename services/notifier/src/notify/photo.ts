import type { FailureReason } from '@proofsheet/photos';

/** A photo in a notification, with all data for the message. Serialisable as JSON. */
export type Photo = ReadyPhoto | FailedPhoto;

interface AnyPhoto {
  readonly key: string;
  /** Of the original. */
  readonly contentType?: string | undefined;
  /** Of the original. */
  readonly bytes: number;
  /** When the original was stored, in milliseconds since 1970. */
  readonly storedAt: number;
}

export interface ReadyPhoto extends AnyPhoto {
  readonly status: 'ready';
  /** Of the original, upright, in pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface FailedPhoto extends AnyPhoto {
  readonly status: 'failed';
  readonly reason: FailureReason;
}

/** Why people are not notified about a photo. */
export const silences = ['notified before', 'gone', 'too old'] as const;
export type Silence = (typeof silences)[number];
