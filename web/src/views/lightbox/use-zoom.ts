import { useRef, useState } from 'preact/hooks';

/** How far a photo is enlarged at most. */
const closest = 8;
/** Above this the original is worth its bytes. */
const closeFrom = 1.6;
/** Px that a finger moves sideways for the next photo. */
const swipe = 56;

interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const none: Zoom = { scale: 1, x: 0, y: 0 };

/** Pinch, wheel and double click enlarge; a finger or pointer moves what is enlarged, or steps to the next photo. */
export function useZoom(onStep: (step: 1 | -1) => void) {
  const [zoom, setZoom] = useState(none);
  const pointers = useRef(new Map<number, PointerEvent>());
  const start = useRef<{ x: number; y: number } | undefined>(undefined);

  const enlarge = (scale: number, event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box) return;
    const next = Math.min(closest, Math.max(1, scale));
    if (next === 1) return setZoom(none);
    // The point under the pointer stays where it is.
    const fromX = event.clientX - box.left - box.width / 2;
    const fromY = event.clientY - box.top - box.height / 2;
    setZoom(({ scale: before, x, y }) => ({
      scale: next,
      x: fromX - ((fromX - x) * next) / before,
      y: fromY - ((fromY - y) * next) / before,
    }));
  };

  const handlers = {
    onWheel(event: WheelEvent & { currentTarget: Element }) {
      event.preventDefault();
      enlarge(zoom.scale * Math.exp(-event.deltaY / 300), event);
    },
    onDblClick(event: MouseEvent & { currentTarget: Element }) {
      enlarge(zoom.scale > 1 ? 1 : 2.5, event);
    },
    onPointerDown(event: PointerEvent & { currentTarget: Element }) {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, event);
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent & { currentTarget: Element }) {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const [other] = [...pointers.current.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
      pointers.current.set(event.pointerId, event);
      if (other) {
        const ratio = distance(event, other) / Math.max(1, distance(before, other));
        const middle = {
          clientX: (event.clientX + other.clientX) / 2,
          clientY: (event.clientY + other.clientY) / 2,
          currentTarget: event.currentTarget,
        };
        enlarge(zoom.scale * ratio, middle);
        start.current = undefined;
      } else if (zoom.scale > 1) {
        const moveX = event.clientX - before.clientX;
        const moveY = event.clientY - before.clientY;
        setZoom((now) => ({ ...now, x: now.x + moveX, y: now.y + moveY }));
      }
    },
    onPointerUp(event: PointerEvent) {
      pointers.current.delete(event.pointerId);
      const from = start.current;
      start.current = undefined;
      if (!from || zoom.scale > 1 || event.pointerType === 'mouse') return;
      const moved = event.clientX - from.x;
      if (Math.abs(moved) > swipe && Math.abs(moved) > Math.abs(event.clientY - from.y))
        onStep(moved > 0 ? -1 : 1);
    },
    onPointerCancel(event: PointerEvent) {
      pointers.current.delete(event.pointerId);
    },
  };
  const style = { transform: `translate(${zoom.x}px,${zoom.y}px) scale(${zoom.scale})` };
  return { handlers, style, isClose: zoom.scale > closeFrom };
}

function distance(one: PointerEvent, other: PointerEvent): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
