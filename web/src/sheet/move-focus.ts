/** Where a key of the grid pattern leads from a cell. https://www.w3.org/WAI/ARIA/apg/patterns/grid/ */
export function moveFocus(
  key: string,
  ctrl: boolean,
  from: number,
  {
    length,
    columns,
    rowsOnPage,
  }: { readonly length: number; readonly columns: number; readonly rowsOnPage: number },
): number | undefined {
  const last = length - 1;
  const rowStart = from - (from % columns);
  const clamp = (position: number) => Math.min(Math.max(0, position), last);
  switch (key) {
    case 'ArrowLeft':
      return clamp(from - 1);
    case 'ArrowRight':
      return clamp(from + 1);
    case 'ArrowUp':
      return from - columns < 0 ? from : from - columns;
    case 'ArrowDown':
      return clamp(from + columns);
    case 'Home':
      return ctrl ? 0 : rowStart;
    case 'End':
      return ctrl ? last : clamp(rowStart + columns - 1);
    case 'PageUp':
      return from - columns * rowsOnPage < 0 ? from % columns : from - columns * rowsOnPage;
    case 'PageDown':
      return clamp(from + columns * rowsOnPage);
    default:
      return undefined;
  }
}
