import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SheetView } from '../../state/sheet-view.ts';

/** Keeps what is seen in its place, and the focus on its photo, when photos come or go before them. */
export function useKeepPlace(view: SheetView): void {
  const anchor = useRef<{ id: string; position: number } | undefined>(undefined);
  const focused = useRef<{ id: string; position: number } | undefined>(undefined);
  const sequence = view.sequence.value;
  const layout = view.layout.value;

  useLayoutEffect(() => {
    const { columns, rowHeight } = layout;
    const before = anchor.current;
    const now = before && view.positionOf(before.id);
    if (before && now !== undefined && view.scroll.value.top > rowHeight) {
      const moved = Math.floor(now / columns) - Math.floor(before.position / columns);
      if (moved !== 0) view.goTo(view.scroll.value.top + moved * rowHeight);
    }
    const { current } = focused;
    const next = current && view.positionOf(current.id);
    if (current && next !== undefined && view.focus.peek() === current.position) view.focus.value = next;
    if (view.focus.peek() >= sequence.length) view.focus.value = Math.max(0, sequence.length - 1);
  }, [sequence]);

  const position = view.first.value;
  const focus = view.focus.value;
  useLayoutEffect(() => {
    anchor.current = describe(view, position) ?? describe(view, position + 1);
    focused.current = describe(view, focus);
  });
}

function describe(view: SheetView, position: number) {
  const id = idAt(view, position);
  return id === undefined ? undefined : { id, position };
}

function idAt(view: SheetView, position: number): string | undefined {
  const item = view.itemAt(position);
  if (!item) return undefined;
  return item.kind === 'photo' ? item.photo.photoId : item.item.upload.peek().photoId;
}
