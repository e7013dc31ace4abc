import type { SheetView } from '../../state/sheet-view.ts';
import { BlankCell, Cell, MonthCell } from './cell.tsx';

interface RowProps {
  readonly view: SheetView;
  readonly row: number;
  /** Px from the top of the element that scrolls. */
  readonly top: number;
  /** Position of the tab stop, if it is in this row. */
  readonly focused: number | undefined;
  /** Differs when photos were loaded or changed. */
  readonly version: unknown;
}

/** A row of cells: names of months, photos, and files on their way. */
export function Row({ view, row, top, focused }: RowProps) {
  const { columns } = view.layout.value;
  const sequence = view.sequence.value;
  const cellAt = (column: number) => {
    const position = row * columns + column;
    const place = { position, column, isTabStop: position === focused };
    const found = sequence.at(position);
    if (!found) return null;
    const block = sequence.blocks[found.block];
    if (found.kind === 'month' && block) return <MonthCell key={block.month} {...block} {...place} />;
    const item = view.itemAt(position);
    if (!item) return <BlankCell key={`blank-${position}`} {...place} />;
    const key = item.kind === 'upload' ? item.item.id : item.photo.photoId;
    return <Cell key={key} item={item} {...place} />;
  };
  return (
    <div role="row" class="row" aria-rowindex={row + 1} style={{ transform: `translateY(${top}px)` }}>
      {Array.from({ length: columns }, (_, column) => cellAt(column))}
    </div>
  );
}
