import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Photo } from '../api/types.ts';
import { type Layout, layoutFor, rowsOf, visibleRows } from '../sheet/layout.ts';
import { createSequence, type Sequence } from '../sheet/sequence.ts';
import { afterScroll, barHeight, hasDrifted, type Scroll, scrollTo } from '../sheet/tall-scroll.ts';
import type { SheetItem, SheetSource } from './sheet-source.ts';

/** Rows that are rendered above and below those that are seen. */
const rowsAround = 2;

/** What part of the sheet is seen, and which cell has the focus. */
export class SheetView {
  readonly size = signal({ width: 0, height: 0 });
  /** Where the reader is, in CSS pixels. */
  readonly scroll = signal<Scroll>({ top: 0, barTop: 0 });
  /** Position of the cell that is the grid's tab stop. */
  readonly focus = signal(0);
  /** Whether the cell at `focus` is to get the focus once it is rendered. */
  readonly focusWanted = signal(false);
  /** Whether the focus was last in the sheet. */
  isFocused = false;
  /** Whether it is scrolled so fast that no photo could be recognised. */
  readonly isFast = signal(false);
  readonly source: ReadonlySignal<SheetSource>;
  readonly layout = computed((): Layout => {
    const { width } = this.size.value;
    // Phones get three columns at 360 px, see the tokens for the gaps.
    return width < 600 ? layoutFor(width, 104, 2) : layoutFor(width, 168, 3);
  });
  readonly sequence = computed((): Sequence => createSequence(this.source.value.blocks.value));
  readonly heights = computed(() => ({
    content: rowsOf(this.sequence.value.length, this.layout.value) * this.layout.value.rowHeight,
    view: this.size.value.height,
  }));
  readonly barHeight = computed(() => barHeight(this.heights.value));
  /** From a row's place in the content to its place in the element that scrolls. */
  readonly shift = computed(() => this.scroll.value.barTop - this.scroll.value.top);
  readonly rows = computed(() => {
    const { start, end } = visibleRows(
      this.scroll.value.top,
      this.size.value.height,
      rowsOf(this.sequence.value.length, this.layout.value),
      this.layout.value,
      rowsAround,
    );
    return `${start}-${end}`;
  });
  /** Position of the first cell that is seen as a whole. */
  readonly first = computed(() => {
    const { columns, rowHeight } = this.layout.value;
    return Math.ceil(this.scroll.value.top / rowHeight - 0.5) * columns;
  });
  #setBar: (barTop: number) => void = () => {};

  constructor(source: ReadonlySignal<SheetSource>) {
    this.source = source;
  }

  /** Says how the scroll bar is moved. */
  attach(setBar: (barTop: number) => void): void {
    this.#setBar = setBar;
  }

  itemAt(position: number): SheetItem | undefined {
    const place = this.sequence.value.at(position);
    if (place?.kind !== 'photo') return undefined;
    const { month } = this.sequence.value.blocks[place.block] ?? { month: '' };
    return this.source.value.itemAt(month, place.index);
  }

  /** The photo of a cell, if it is loaded. It is not asked for. */
  loadedPhotoAt(position: number): Photo | undefined {
    const place = this.sequence.value.at(position);
    if (place?.kind !== 'photo') return undefined;
    const { month } = this.sequence.value.blocks[place.block] ?? { month: '' };
    return this.source.value.loadedPhotoAt(month, place.index);
  }

  /** Position of a photo, if that is known. */
  positionOf(photoId: string): number | undefined {
    const found = this.source.value.find(photoId);
    const { blocks } = this.sequence.value;
    const block = found ? blocks.findIndex(({ month }) => month === found.month) : -1;
    return found && block >= 0 ? this.sequence.value.positionOf(block, found.index) : undefined;
  }

  /** The scroll bar moved. */
  moved(barTop: number): void {
    const next = afterScroll(this.scroll.value, barTop, this.heights.value);
    const distance = Math.abs(next.top - this.scroll.value.top);
    batch(() => {
      this.isFast.value = distance > this.size.value.height;
      if (distance > 0 || next.barTop !== this.scroll.value.barTop) this.scroll.value = next;
    });
  }

  /** All is still: the bar may be set where it stands for what is seen. */
  rested(): void {
    this.isFast.value = false;
    if (hasDrifted(this.scroll.value, this.heights.value)) this.goTo(this.scroll.value.top);
  }

  /** Shows a place of the content, in CSS pixels. */
  goTo(top: number): void {
    batch(() => {
      this.scroll.value = scrollTo(top, this.heights.value);
    });
    this.#setBar(this.scroll.value.barTop);
  }

  /** Scrolls as little as it takes to see a cell. */
  reveal(position: number): void {
    const { columns, rowHeight } = this.layout.value;
    const top = Math.floor(position / columns) * rowHeight;
    const { top: seen } = this.scroll.value;
    const { height } = this.size.value;
    if (top < seen) this.goTo(top);
    else if (top + rowHeight > seen + height - rowHeight / 3) this.goTo(top + rowHeight * 1.4 - height);
  }

  /** Shows a month at the top. */
  goToBlock(block: number): void {
    const { columns, rowHeight } = this.layout.value;
    this.goTo(Math.floor(this.sequence.value.startOf(block) / columns) * rowHeight);
  }
}
