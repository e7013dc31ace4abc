import { compareKeys } from '@proofsheet/object-store';

/** Where the records of a photo lie among those of others. */
export function compareRecords(a: string, b: string): number {
  return compareKeys(`${a}/~`, `${b}/~`);
}

/** A key in the order of the records, and whether all keys before it in the order of the bucket have been given too. */
export interface Placed<T> {
  readonly object: T;
  readonly isComplete: boolean;
}

/**
 * Brings objects from the order of their keys into that of their records, `a.jpg` before `a`: records have a `/` behind
 * the key. Only keys that begin the present one are held back, so that few are in memory.
 */
export async function* inRecordOrder<T extends { readonly key: string }>(
  objects: AsyncIterable<T>,
): AsyncGenerator<Placed<T>> {
  const held: T[] = [];
  const isDue = (key: string) => {
    const last = held.at(-1);
    return last !== undefined && compareKeys(`${last.key}/~`, key) < 0;
  };
  function* release(isNext: () => boolean): Generator<Placed<T>> {
    while (isNext()) {
      const object = held.pop();
      if (object) yield { object, isComplete: held.length === 0 };
    }
  }
  for await (const object of objects) {
    yield* release(() => isDue(object.key));
    held.push(object);
  }
  yield* release(() => held.length > 0);
}
