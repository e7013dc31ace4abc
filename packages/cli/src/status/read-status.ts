import { isPhotoId, photoPrefix, photoTraceIds, variantKey, variantsRoot } from '@proofsheet/photos';
import { readOutcome } from '../photos/read-outcome.ts';
import type { Stores } from '../photos/stores.ts';
import { readNotification } from './read-notification.ts';

export type PhotoStatus = Awaited<ReturnType<typeof readStatus>>;

/** Everything that is stored because of one photo. */
export async function readStatus(key: string, stores: Stores, signal: AbortSignal) {
  const { thumbnails, derived } = stores;
  const [progress, thumbnail, notification, names] = await Promise.all([
    readOutcome(key, stores, signal),
    thumbnails.head(key, signal),
    readNotification(key, derived, signal),
    derived.listFolders(variantsRoot, signal),
  ]);
  const { status, original, record, otherRecords } = progress;
  const variants = await Promise.all(
    names.map(async (name) => ({ name, head: await derived.head(variantKey(name, key), signal) })),
  );
  return {
    key,
    status,
    original,
    outcome: record && { ...record.outcome, at: record.at },
    otherRecords,
    thumbnail: thumbnail && {
      ...thumbnail,
      isOfThisVersion: thumbnail.metadata['source-etag'] === original?.etag,
    },
    variants: variants.flatMap(({ name, head }) => (head ? [{ name, size: head.size }] : [])),
    notification,
    traceId: photoTraceIds(key).traceId,
  };
}

/** The key of a photo that is named by its key or as `owner/photo id`, which stands for the one object below it. */
export async function findKey(photo: string, { originals }: Stores, signal: AbortSignal): Promise<string> {
  const [owner = '', photoId = '', ...more] = photo.split('/');
  if (more.length > 0 || !isPhotoId(photoId) || !isPhotoId(owner)) return photo;
  const [found] = await originals.list({ prefix: photoPrefix(owner, photoId), limit: 1 }, signal);
  return found?.key ?? photo;
}
