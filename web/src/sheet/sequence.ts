/** A month and its cells: a tile with its name, then its photos. */
export interface Block {
  /** `2026-07`. */
  readonly month: string;
  readonly photos: number;
}

/** What a cell of the sheet holds. */
export type Place =
  | { readonly kind: 'month'; readonly block: number }
  | { readonly kind: 'photo'; readonly block: number; readonly index: number };

/** All cells of the sheet in one row: tile, photos, tile, photos. No month leaves a ragged row behind. */
export interface Sequence {
  readonly length: number;
  readonly blocks: readonly Block[];
  at(position: number): Place | undefined;
  positionOf(block: number, index: number): number;
  /** Position of a month's tile. */
  startOf(block: number): number;
  /** The month of a cell. */
  blockAt(position: number): number;
}

export function createSequence(blocks: readonly Block[]): Sequence {
  const starts: number[] = [];
  let length = 0;
  for (const { photos } of blocks) {
    starts.push(length);
    length += photos + 1;
  }
  const startOf = (block: number) => starts[block] ?? length;
  const blockAt = (position: number) => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (startOf(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    length,
    blocks,
    startOf,
    blockAt,
    positionOf: (block, index) => startOf(block) + 1 + index,
    at(position) {
      if (position < 0 || position >= length) return undefined;
      const block = blockAt(position);
      const index = position - startOf(block) - 1;
      return index < 0 ? { kind: 'month', block } : { kind: 'photo', block, index };
    },
  };
}
