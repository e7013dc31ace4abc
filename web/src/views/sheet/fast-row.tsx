import { averageColour } from '../../sheet/average-colour.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { useLanguage } from '../use-app.ts';
import { MonthCell } from './cell.tsx';

interface FastRowProps {
  readonly view: SheetView;
  readonly row: number;
  /** Px from the top of the element that scrolls. */
  readonly top: number;
}

/**
 * A row that passes too fast for its photos to be recognised. It shows the names of months and the colours of photos
 * that are loaded, asks for nothing, and its elements serve the next row as they are.
 */
export function FastRow({ view, row, top }: FastRowProps) {
  const { t } = useLanguage();
  const { columns } = view.layout.value;
  const sequence = view.sequence.value;
  const cellAt = (column: number) => {
    const position = row * columns + column;
    const found = sequence.at(position);
    if (!found) return null;
    const block = sequence.blocks[found.block];
    if (found.kind === 'month' && block) {
      return <MonthCell key={column} {...block} position={position} column={column} isTabStop={false} />;
    }
    return (
      <div
        key={column}
        role="gridcell"
        class="cell"
        aria-colindex={column + 1}
        aria-label={t.loading}
        style={{ backgroundColor: averageColour(view.loadedPhotoAt(position)?.thumbhash) }}
      />
    );
  };
  return (
    <div role="row" class="row" aria-rowindex={row + 1} style={{ transform: `translateY(${top}px)` }}>
      {Array.from({ length: columns }, (_, column) => cellAt(column))}
    </div>
  );
}
