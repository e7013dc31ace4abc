import type { Sequence } from './sequence.ts';

/** A mark on the date rail. */
export interface RailMark {
  readonly month: string;
  /** Of the whole height, 0 to 1. */
  readonly at: number;
  readonly isYear: boolean;
}

/** The least distance between two marks, as a share of the rail. */
const apart = 0.035;

/** A year where each begins, seen from the newest, and dots for months between, where there is room. */
export function railMarks({ blocks, length, startOf }: Sequence): RailMark[] {
  const years: RailMark[] = [];
  const months: RailMark[] = [];
  let year = '';
  for (const [index, { month }] of blocks.entries()) {
    const mark = { month, at: length === 0 ? 0 : startOf(index) / length };
    const isYear = month.slice(0, 4) !== year;
    year = month.slice(0, 4);
    const list = isYear ? years : months;
    const last = list.at(-1);
    if (!last || mark.at - last.at >= apart * (isYear ? 1 : 0.5)) list.push({ ...mark, isYear });
  }
  const isFree = ({ at }: RailMark) => years.every((other) => Math.abs(other.at - at) >= apart * 0.7);
  return [...years, ...months.filter(isFree)];
}
