/**
 * Browsers cut elements off somewhere above 16.7 million pixels (Firefox at 17.9, Chromium and Safari at 33.5), which
 * is where 600,000 photos end. Above this height the scroll bar moves a shorter element and stands for the whole.
 */
export const tallest = 8_000_000;

export interface Heights {
  /** Of all rows. */
  readonly content: number;
  /** Of what is seen. */
  readonly view: number;
}

/** Where the reader is: in the content, and where the scroll bar is for it. */
export interface Scroll {
  readonly top: number;
  readonly barTop: number;
}

export function barHeight({ content }: Heights): number {
  return Math.min(content, tallest);
}

/** The scroll bar's place for a place in the content. */
export function scrollTo(top: number, heights: Heights): Scroll {
  const most = Math.max(0, heights.content - heights.view);
  const clamped = Math.min(Math.max(0, top), most);
  if (heights.content <= tallest) return { top: clamped, barTop: clamped };
  return { top: clamped, barTop: Math.round((clamped / most) * (tallest - heights.view)) };
}

/**
 * After the scroll bar moved. Short moves (wheel, keys, touch) move the content by as many pixels; long ones (the bar
 * was dragged) go to the place that the bar stands for.
 */
export function afterScroll(before: Scroll, barTop: number, heights: Heights): Scroll {
  if (heights.content <= tallest) return { top: barTop, barTop };
  const most = heights.content - heights.view;
  const mostBar = tallest - heights.view;
  if (barTop <= 0) return { top: 0, barTop: 0 };
  if (barTop >= mostBar) return { top: most, barTop: mostBar };
  const moved = barTop - before.barTop;
  if (Math.abs(moved) > heights.view * 2) return { top: (barTop / mostBar) * most, barTop };
  return { top: Math.min(Math.max(0, before.top + moved), most), barTop };
}

/** Whether the bar has come so far from the content's place that it should be set anew once all is still. */
export function hasDrifted({ top, barTop }: Scroll, heights: Heights): boolean {
  return Math.abs(scrollTo(top, heights).barTop - barTop) > heights.view / 4;
}
