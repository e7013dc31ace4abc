import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { averageColour } from '../../sheet/average-colour.ts';
import { rowsOf } from '../../sheet/layout.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { BlankCell, Cell, MonthCell } from './cell.tsx';
import { positionOf } from './position-of.ts';
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
      }}
      {...pointer}
    >
      <div
        class="roll"
        role="presentation"
        style={{ height: `${view.barHeight.value}px`, '--cell': `${layout.cell}px` }}
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
  const { columns, rowHeight, cell, gap } = view.layout.value;
  const sequence = view.sequence.value;
  const shift = view.shift.value;
  // Says when photos were loaded, though it is not read.
  void view.source.value.version.value;
  const focused = Math.min(view.focus.value, sequence.length - 1);
  const focusedRow = Math.floor(focused / columns);
  const rows = Array.from({ length: end - start }, (_, index) => start + index);
  if (focused >= 0 && (focusedRow < start || focusedRow >= end)) rows.push(focusedRow);

  const isFocusWanted = view.focusWanted.value;
  const isFast = view.isFast.value;
  useLayoutEffect(() => {
    if (!isFocusWanted) return;
    const element = document.getElementById(`cell-${focused}`);
    element?.focus({ preventScroll: true });
    if (element) view.focusWanted.value = false;
  });

  const cells = rows.flatMap((row) =>
    Array.from({ length: columns }, (_, column) => {
      const position = row * columns + column;
      const place = {
        position,
        column,
        x: column * (cell + gap),
        y: row * rowHeight + shift,
        isTabStop: position === focused,
      };
      const found = sequence.at(position);
      if (!found) return null;
      const block = sequence.blocks[found.block];
      if (found.kind === 'month') {
        return (
          <MonthCell
            key={`month-${block?.month}`}
            month={block?.month ?? ''}
            photos={block?.photos ?? 0}
            {...place}
          />
        );
      }
      const item = view.itemAt(position);
      if (!item || isFast) {
        const colour = item?.kind === 'photo' ? averageColour(item.photo.thumbhash) : undefined;
        return <BlankCell key={`blank-${position}`} colour={colour} {...place} />;
      }
      const key = item.kind === 'upload' ? item.item.id : item.photo.photoId;
      return <Cell key={key} item={item} {...place} />;
    }),
  );
  return (
    <>
      {rows.map((row) => (
        <div
          key={row}
          role="row"
          aria-rowindex={row + 1}
          aria-owns={Array.from({ length: columns }, (_, column) => row * columns + column)
            .filter((position) => position < sequence.length)
            .map((position) => `cell-${position}`)
            .join(' ')}
        />
      ))}
      {cells}
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
