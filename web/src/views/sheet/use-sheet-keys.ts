import { moveFocus } from '../../sheet/move-focus.ts';
import type { App } from '../../state/app.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { useApp } from '../use-app.ts';

/** Keys of the grid: https://www.w3.org/WAI/ARIA/apg/patterns/grid/ */
export function useSheetKeys(view: SheetView) {
  const app = useApp();
  return (event: KeyboardEvent): void => {
    const from = view.focus.value;
    const target = moveFocus(event.key, event.ctrlKey || event.metaKey, from, {
      length: view.sequence.value.length,
      columns: view.layout.value.columns,
      rowsOnPage: Math.max(1, Math.floor(view.size.value.height / view.layout.value.rowHeight) - 1),
    });
    if (target !== undefined) {
      event.preventDefault();
      view.focusWanted.value = true;
      view.focus.value = target;
      view.reveal(target);
      if (event.shiftKey) extendTo(app, view, from, target);
      return;
    }
    if (event.key === 'Enter') open(app, view, from, event);
    else if (event.key === ' ') {
      event.preventDefault();
      toggle(app, view, from);
    } else if (event.key === 'Delete' || event.key === 'Backspace') deletePicked(app, view, from);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      app.selection.add(idsBetween(view, 0, view.sequence.value.length - 1));
    }
  };
}

/** Opens a photo. A file that needs a person has a button instead. */
export function open(app: App, view: SheetView, position: number, event?: Event): void {
  const item = view.itemAt(position);
  if (!item) return;
  const photoId = item.kind === 'photo' ? item.photo.photoId : item.item.photo.value?.photoId;
  if (photoId !== undefined) app.router.go({ page: 'photo', photoId });
  else if (event?.target instanceof Element) event.target.querySelector('button')?.click();
}

export function toggle({ selection }: App, view: SheetView, position: number): void {
  const photoId = photoIdAt(view, position);
  if (photoId !== undefined) selection.toggle(photoId, position);
}

export function extendTo({ selection }: App, view: SheetView, from: number, to: number): void {
  if (selection.ids.value.size === 0) toggle({ selection } as App, view, from);
  selection.extend(to, (start, end) => idsBetween(view, start, end));
}

function deletePicked(app: App, view: SheetView, position: number): void {
  const picked = [...app.selection.ids.value];
  const photoId = photoIdAt(view, position);
  const photoIds = picked.length > 0 ? picked : photoId === undefined ? [] : [photoId];
  app.selection.clear();
  view.focusWanted.value = true;
  if (photoIds.length > 0) app.deletions.delete(photoIds);
}

function photoIdAt(view: SheetView, position: number): string | undefined {
  const item = view.itemAt(position);
  return item?.kind === 'photo' ? item.photo.photoId : item?.item.photo.value?.photoId;
}

/** Photos that are loaded: the others are not asked for. */
function* idsBetween(view: SheetView, start: number, end: number): Generator<string> {
  for (let position = start; position <= end; position++) {
    const photoId = photoIdAt(view, position);
    if (photoId !== undefined) yield photoId;
  }
}
