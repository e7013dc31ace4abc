import type { Photo } from '../api/types.ts';
import { beforeOf, findOrAdd, type Month, monthOf } from './month-pages.ts';

/** Puts a photo where it belongs, if that page is loaded. Photo ids are in the order of the sheet: newest first. */
export function insertPhoto(months: Month[], photo: Photo): void {
  const { photoId } = photo;
  const month = findOrAdd(months, monthOf(photo));
  if (month.pages.length === 0) {
    month.pages.push({ start: { before: beforeOf(month.month) }, ids: [photoId], expected: 1 });
    return;
  }
  for (const [number, { ids }] of month.pages.entries()) {
    const last = ids?.at(-1);
    const isAfter = last !== undefined && last < photoId && number < month.pages.length - 1;
    if (!ids || isAfter) continue;
    const at = ids.findIndex((id) => id >= photoId);
    if (at < 0) ids.push(photoId);
    else if (ids[at] !== photoId) ids.splice(at, 0, photoId);
    return;
  }
}
