import { type FailureReason, parseOriginalKey } from '@proofsheet/photos';
import type { Link } from '../links/create-link-maker.ts';
import type { Photo } from '../notify/photo.ts';

/**
 * The JSON for subscribed queues, functions and web servers. docs/messages.md contains its schema. Any change except a new
 * field needs a higher `version`.
 */
export interface MachineMessage {
  readonly version: 1;
  readonly status: 'ready' | 'failed';
  /** Null for photos uploaded without the API. */
  readonly owner: string | null;
  readonly count: number;
  readonly photos: readonly MachinePhoto[];
}

export interface MachinePhoto {
  readonly key: string;
  /** Null for photos uploaded without the API. */
  readonly photoId: string | null;
  readonly fileName: string;
  readonly contentType: string | null;
  /** Bytes of the original. */
  readonly bytes: number;
  /** Size of the upright original in pixels, if the photo is ready. */
  readonly width?: number;
  readonly height?: number;
  /** Link to a ready photo. */
  readonly link?: string;
  /** ISO 8601; missing if the link works as long as the photo exists. */
  readonly linkEnds?: string;
  /** Why a photo failed. */
  readonly reason?: FailureReason;
}

/** Describes one photo for machines. */
export function describePhoto(photo: Photo, fileName: string, link: Link | undefined): MachinePhoto {
  const { key, contentType, bytes } = photo;
  const photoId = parseOriginalKey(key)?.photoId ?? null;
  const about = { key, photoId, fileName, contentType: contentType ?? null, bytes };
  if (photo.status === 'failed') return { ...about, reason: photo.reason };
  const { width, height } = photo;
  return {
    ...about,
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(link && { link: link.url }),
    ...(link?.ends && { linkEnds: link.ends.toISOString() }),
  };
}
