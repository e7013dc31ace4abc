import { isPhotoId } from './photo-id.ts';

/** S3's limit: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const maxKeyBytes = 1024;

/** What the key of a photo that came through the API says. */
export interface PhotoName {
  /** 32 hex digits, see `ownerId`. */
  readonly owner: string;
  /** 32 hex digits, see `createPhotoId`. */
  readonly photoId: string;
  /** As `cleanFileName` leaves it. */
  readonly fileName: string;
}

/** The key of a photo in the originals bucket, which is that of its thumbnail too. */
export function originalKey({ owner, photoId, fileName }: PhotoName): string {
  return `${photoPrefix(owner, photoId)}${fileName}`;
}

/** The key's parts, or undefined for an object that came some other way: such a photo has no owner. */
export function parseOriginalKey(key: string): PhotoName | undefined {
  const [root, owner, photoId, fileName, ...more] = key.split('/');
  if (root !== 'photos' || !owner || !photoId || !fileName || more.length > 0) return undefined;
  return /^[0-9a-f]{32}$/.test(owner) && isPhotoId(photoId) ? { owner, photoId, fileName } : undefined;
}

/** With what the keys of all photos of an owner start, newest first. */
export function ownerPrefix(owner: string): string {
  return `photos/${owner}/`;
}

/** With what the key of one photo starts. */
export function photoPrefix(owner: string, photoId: string): string {
  return `${ownerPrefix(owner)}${photoId}/`;
}
