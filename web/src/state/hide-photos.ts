import type { Photo } from '../api/types.ts';
import type { App } from './app.ts';

/** Takes photos off the sheet, those of the queue too. */
export function hidePhotos(
  { album, queue }: Pick<App, 'album' | 'queue'>,
  photoIds: readonly string[],
): Photo[] {
  const photos = photoIds.flatMap((id) => {
    const item = queue.ofPhoto(id);
    if (item) queue.remove(item.id);
    const known = { ...album.photo(id), ...item?.photo.value } as Partial<Photo>;
    return known.photoId === undefined ? [] : [known as Photo];
  });
  queue.publish();
  album.remove(photoIds);
  return photos;
}
