import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { rowsOf } from '../../sheet/layout.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { FastRow } from './fast-row.tsx';
import { positionOf } from './position-of.ts';
import { Row } from './row.tsx';
import { useKeepPlace } from './use-keep-place.ts';
import { useSheetKeys } from './use-sheet-keys.ts';
import { useSheetPointer } from './use-sheet-pointer.ts';

/** Milliseconds without scrolling after which all is still. */
const restAfter = 140;

/** The contact sheet: a grid of all photos, of which only those near the view are there. */
export function Sheet({ view }: { readonly view: SheetView }) {
  const app = useApp();
  const { t } = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  useMeasure(view, scroller);
  useKeepPlace(view);
  const onKeyDown = useSheetKeys(view);
  const pointer = useSheetPointer(view);
  const layout = view.layout.value;
  const { length } = view.sequence.value;
  const isPicking = app.selection.ids.value.size > 0;
  return (
    <div
      ref={scroller}
      id="sheet"
      class={`sheet ${app.preferences.fit.value === 'contain' ? 'whole' : ''} ${isPicking ? 'picking' : ''}`}
      role="grid"
      aria-label={t.sheet}
      aria-rowcount={rowsOf(length, layout)}
      aria-colcount={layout.columns}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
      onFocusIn={({ target }) => {
        const position = positionOf(target);
        if (position !== undefined) view.focus.value = position;
        view.isFocused = true;
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget !== null) view.isFocused = false;
      }}
      {...pointer}
    >
      <div
        class="roll"
        role="presentation"
        style={{
          height: `${view.barHeight.value}px`,
          '--cell': `${layout.cell}px`,
          '--gap': `${layout.gap}px`,
        }}
      >
        <Rows view={view} />
      </div>
      <div class="end" role="presentation" />
    </div>
  );
}

/** Rows near the view, and the row of the focused cell wherever it is. */
function Rows({ view }: { readonly view: SheetView }) {
  const [start = 0, end = 0] = view.rows.value.split('-').map(Number);
  const { columns, rowHeight } = view.layout.value;
  const sequence = view.sequence.value;
  const shift = view.shift.value;
  const version = view.source.value.version.value;
  const focused = Math.min(view.focus.value, sequence.length - 1);
  const focusedRow = Math.floor(focused / columns);
  const rows = Array.from({ length: end - start }, (_, index) => start + index);
  if (focused >= 0 && (focusedRow < start || focusedRow >= end)) rows.push(focusedRow);

  const isFocusWanted = view.focusWanted.value;
  const isFast = view.isFast.value;
  useLayoutEffect(() => {
    // A cell whose photo has come is another element: the browser drops the focus of the one that goes.
    const isLost = view.isFocused && document.activeElement === document.body;
    if (!isFocusWanted && !isLost) return;
    const element = document.getElementById(`cell-${focused}`);
    element?.focus({ preventScroll: true });
    if (element) view.focusWanted.value = false;
  });

  return (
    <>
      {rows.map((row, index) => {
        const top = row * rowHeight + shift;
        // The focused cell stays what it is: with its element the focus would be gone.
        return isFast && row !== focusedRow ? (
          <FastRow key={`fast-${index}`} view={view} row={row} top={top} />
        ) : (
          <Row
            key={row}
            view={view}
            row={row}
            top={top}
            focused={focusedRow === row ? focused : undefined}
            version={version}
          />
        );
      })}
    </>
  );
}

/** Keeps the sheet's size and place known. */
function useMeasure(view: SheetView, scroller: { readonly current: HTMLDivElement | null }): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const width =
        element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      view.size.value = { width, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    view.attach((barTop) => {
      element.scrollTop = barTop;
    });
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      view.moved(element.scrollTop);
      clearTimeout(timer);
      timer = setTimeout(() => view.rested(), restAfter);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);
}
