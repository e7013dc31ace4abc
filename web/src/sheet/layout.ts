/** Sizes of the sheet, in CSS pixels. */
export interface Layout {
  readonly columns: number;
  /** Side of a cell. */
  readonly cell: number;
  readonly gap: number;
  /** From the top of a row to that of the next. */
  readonly rowHeight: number;
}

/** As many columns of at least `smallest` as fit, at least 3: cells share what is left in whole pixels. */
export function layoutFor(width: number, smallest: number, gap: number): Layout {
  const columns = Math.max(3, Math.floor((width + gap) / (smallest + gap)));
  const cell = Math.max(1, Math.floor((width - gap * (columns - 1)) / columns));
  return { columns, cell, gap, rowHeight: cell + gap };
}

export function rowsOf(length: number, { columns }: Layout): number {
  return Math.ceil(length / columns);
}

/** Rows that are seen, with `around` more above and below. `end` is the first that is not. */
export function visibleRows(
  top: number,
  height: number,
  rows: number,
  { rowHeight }: Layout,
  around: number,
): { readonly start: number; readonly end: number } {
  const start = Math.max(0, Math.floor(top / rowHeight) - around);
  const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + around);
  return { start: Math.min(start, end), end };
}
