import { useRef } from 'preact/hooks';
import { useComputed, useSignal } from '@preact/signals';
import { type RailMark, railMarks } from '../../sheet/rail-marks.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { useLanguage } from '../use-app.ts';

/** Milliseconds for which the rail stays on phones after scrolling. */
const staysFor = 1200;

/** The years at the right edge: the scroll bar of the sheet. */
export function Rail({ view }: { readonly view: SheetView }) {
  const { t, f } = useLanguage();
  const rail = useRef<HTMLDivElement>(null);
  const isMoving = useMoving(view);
  const isDragged = useSignal(false);
  const marks = useComputed(() => railMarks(view.sequence.value));
  const { content, view: seen } = view.heights.value;
  const { blocks, blockAt } = view.sequence.value;
  if (content < seen * 1.5 || blocks.length === 0) return null;

  const share = Math.min(1, view.scroll.value.top / Math.max(1, content - seen));
  const block = blockAt(
    Math.min(view.first.value + view.layout.value.columns - 1, view.sequence.value.length - 1),
  );
  const month = f.month(blocks[block]?.month ?? '');
  const go = ({ clientY }: PointerEvent) => {
    const box = rail.current?.getBoundingClientRect();
    if (!box) return;
    const inset = 20;
    const at = (clientY - box.top - inset) / Math.max(1, box.height - 2 * inset);
    view.goTo(Math.min(1, Math.max(0, at)) * (content - seen));
  };
  return (
    <div
      ref={rail}
      class={`rail ${isMoving.value || isDragged.value ? 'moving' : ''}`}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t.months}
      aria-valuemin={1}
      aria-valuemax={blocks.length}
      aria-valuenow={block + 1}
      aria-valuetext={month}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragged.value = true;
        go(event);
      }}
      onPointerMove={(event) => {
        if (isDragged.value) go(event);
      }}
      onPointerUp={() => {
        isDragged.value = false;
      }}
      onPointerCancel={() => {
        isDragged.value = false;
      }}
      onKeyDown={(event) => {
        const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 };
        const last = blocks.length - 1;
        const to = { Home: 0, End: last }[event.key] ?? block + (steps[event.key] ?? 0);
        if (!(event.key in steps) && event.key !== 'Home' && event.key !== 'End') return;
        event.preventDefault();
        view.goToBlock(Math.min(last, Math.max(0, to)));
      }}
    >
      <Marks marks={marks.value} />
      <i class="here" style={place(share)} />
      <span class="tip num" style={place(share)}>
        {month}
      </span>
    </div>
  );
}

/** They stay the same while the sheet is scrolled, and are not rendered again. */
function Marks({ marks }: { readonly marks: readonly RailMark[] }) {
  const { f } = useLanguage();
  return (
    <>
      {marks.map(({ month, at, isYear }) =>
        isYear ? (
          <span key={month} class="year num" style={place(at)}>
            {f.year(month)}
          </span>
        ) : (
          <i key={month} class="dot" style={place(at)} />
        ),
      )}
    </>
  );
}

function place(at: number) {
  return { top: `calc(20px + ${at} * (100% - 40px))` };
}

/** Whether the sheet was scrolled lately. */
function useMoving(view: SheetView) {
  const isMoving = useSignal(false);
  const state = useRef<{ top: number; timer?: ReturnType<typeof setTimeout> }>({
    top: view.scroll.value.top,
  });
  const { top } = view.scroll.value;
  if (top !== state.current.top) {
    clearTimeout(state.current.timer);
    const timer = setTimeout(() => {
      isMoving.value = false;
    }, staysFor);
    state.current = { top, timer };
    queueMicrotask(() => {
      isMoving.value = true;
    });
  }
  return isMoving;
}
