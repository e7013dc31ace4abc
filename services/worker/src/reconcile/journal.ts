import type { FailureReason } from '@proofsheet/photos';

/** What a visit did: whether another worker could have undone or missed it decides whether a check has to follow. */
export interface Journal {
  /** Wrote or deleted something on the slower way. */
  changed: boolean;
  /** Found no original at some time. */
  sawAbsent: boolean;
  /** Why the photo has no thumbnail, by the record that was written last. */
  refused: FailureReason | undefined;
}

export function createJournal(): Journal {
  return { changed: false, sawAbsent: false, refused: undefined };
}
