import { useRef } from 'preact/hooks';
import type { SheetView } from '../../state/sheet-view.ts';
import { useApp } from '../use-app.ts';
import { positionOf } from './position-of.ts';
import { extendTo, open, toggle } from './use-sheet-keys.ts';

/** Milliseconds after which a press on a photo picks it. */
const longPress = 450;

/** Clicks open; the mark in the corner, a modifier key or a long press pick. */
export function useSheetPointer(view: SheetView) {
  const app = useApp();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasPressed = useRef(false);
  const stopTimer = () => clearTimeout(timer.current);

  return {
    onClick(event: MouseEvent) {
      const position = positionOf(event.target);
      if (position === undefined || (event.target instanceof Element && event.target.closest('button')))
        return;
      if (wasPressed.current) {
        wasPressed.current = false;
        return;
      }
      const isMark = isOnMark(event);
      const isPicking = app.selection.ids.value.size > 0;
      if (event.shiftKey) extendTo(app, view, view.focus.value, position);
      else if (isMark || isPicking || event.ctrlKey || event.metaKey) toggle(app, view, position);
      else open(app, view, position, event);
      view.focus.value = position;
    },
    onPointerDown(event: PointerEvent) {
      wasPressed.current = false;
      const position = positionOf(event.target);
      if (event.pointerType === 'mouse' || position === undefined) return;
      timer.current = setTimeout(() => {
        wasPressed.current = true;
        toggle(app, view, position);
      }, longPress);
    },
    onPointerUp: stopTimer,
    onPointerMove: (event: PointerEvent) => {
      if (Math.abs(event.movementX) + Math.abs(event.movementY) > 3) stopTimer();
    },
    onPointerCancel: stopTimer,
    onContextMenu(event: Event) {
      if (wasPressed.current) event.preventDefault();
    },
  };
}

/** Side of the corner that picks, in px: larger than the mark in it, as fingers are. */
const corner = 40;

function isOnMark({ target, clientX, clientY, pointerType }: MouseEvent & { pointerType?: string }): boolean {
  const cell = target instanceof Element ? target.closest('.pickable') : null;
  if (!cell || pointerType === 'touch') return false;
  const { left, top } = cell.getBoundingClientRect();
  return clientX - left < corner && clientY - top < corner;
}
