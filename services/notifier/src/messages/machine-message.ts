import { type FailureReason, parseOriginalKey, readThumbnailMetadata } from '@proofsheet/photos';
import type { Photo } from '../announce/look-at-photo.ts';
import type { Link } from '../links/link.ts';

/**
 * What queues, functions and web servers that subscribe are sent, as JSON. docs/messages.md holds its schema: whoever
 * changes more than adding a field raises `version`.
 */
export interface MachineMessage {
  readonly version: 1;
  readonly status: 'ready' | 'failed';
  /** Null for photos that came past the API. */
  readonly owner: string | null;
  readonly count: number;
  readonly photos: readonly MachinePhoto[];
}

export interface MachinePhoto {
  readonly key: string;
  /** Null for photos that came past the API. */
  readonly photoId: string | null;
  readonly fileName: string;
  readonly contentType: string | null;
  /** Of the original. */
  readonly bytes: number;
  /** Of the original, upright, in pixels; of photos that are ready. */
  readonly width?: number;
  readonly height?: number;
  /** Of photos that are ready. */
  readonly link?: string;
  /** ISO 8601. */
  readonly linkEnds?: string;
  /** Of photos that failed. */
  readonly reason?: FailureReason;
}

/** One photo, as machines are told of it. */
export function describePhoto(photo: Photo, fileName: string, link: Link | undefined): MachinePhoto {
  const { key, original } = photo;
  const about = {
    key,
    photoId: parseOriginalKey(key)?.photoId ?? null,
    fileName,
    contentType: original.contentType ?? null,
    bytes: original.size,
  };
  if (photo.status === 'failed') return { ...about, reason: photo.reason };
  const thumbnail = readThumbnailMetadata(photo.thumbnail.metadata);
  return {
    ...about,
    ...(thumbnail && { width: thumbnail.originalWidth, height: thumbnail.originalHeight }),
    ...(link && { link: link.url, linkEnds: link.ends.toISOString() }),
  };
}
