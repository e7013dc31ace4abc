import type { SheetView } from '../../state/sheet-view.ts';

/** Cells that are looked at in search of the next photo. */
const farthest = 50;

/** The photos before and after one, in the order of the sheet. */
export function useNeighbours(view: SheetView, photoId: string) {
  void view.source.value.version.value;
  const position = view.positionOf(photoId);
  const total = view.source.value.total.value;
  if (position === undefined) return { total };
  const place = view.sequence.value.at(position);
  const previous = findNext(view, position, -1);
  const next = findNext(view, position, 1);
  return {
    total,
    // Each month before it has a cell for its name.
    ...(place && { index: position - place.block - 1 }),
    ...(previous !== undefined && { previous }),
    ...(next !== undefined && { next }),
  };
}

function findNext(view: SheetView, from: number, step: 1 | -1): string | undefined {
  for (let position = from + step; Math.abs(position - from) <= farthest; position += step) {
    const item = view.itemAt(position);
    const id = item?.kind === 'photo' ? item.photo.photoId : item?.item.photo.value?.photoId;
    if (id !== undefined) return id;
  }
  return undefined;
}
