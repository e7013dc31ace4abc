import { isPhotoId } from './photo-id.ts';

/** S3's limit: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const maxKeyBytes = 1024;

/** The parts of the key of a photo uploaded through the API. */
export interface PhotoName {
  /** 32 hex digits, see `ownerId`. */
  readonly owner: string;
  /** 32 hex digits, see `createPhotoId`. */
  readonly photoId: string;
  /** Cleaned by `cleanFileName`. */
  readonly fileName: string;
}

/** The key of a photo in the originals bucket. Its thumbnail has the same key. */
export function originalKey({ owner, photoId, fileName }: PhotoName): string {
  return `${photoPrefix(owner, photoId)}${fileName}`;
}

/** Parses the key. Undefined for an object uploaded without the API, which has no owner. */
export function parseOriginalKey(key: string): PhotoName | undefined {
  const [root, owner, photoId, fileName, ...more] = key.split('/');
  if (root !== 'photos' || !owner || !photoId || !fileName || more.length > 0) return undefined;
  return /^[0-9a-f]{32}$/.test(owner) && isPhotoId(photoId) ? { owner, photoId, fileName } : undefined;
}

/** Prefix of all photos of an owner, newest first. */
export function ownerPrefix(owner: string): string {
  return `photos/${owner}/`;
}

/** Prefix of one photo. */
export function photoPrefix(owner: string, photoId: string): string {
  return `${ownerPrefix(owner)}${photoId}/`;
}
