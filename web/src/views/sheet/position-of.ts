/** The position of the cell that an event is about. */
export function positionOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
  return cell ? Number(cell.dataset.position) : undefined;
}
