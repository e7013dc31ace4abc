import type { FailureReason } from '@proofsheet/photos';

/** What one reconcile did. It decides whether a check must follow, because another worker may have undone or missed it. */
export interface Journal {
  /** Wrote or deleted something on the slow path. */
  changed: boolean;
  /** Saw the original absent. */
  sawAbsent: boolean;
  /** Found the original undecodable. */
  sawUndecodable: boolean;
  /** Reason of the failure record that was written last. */
  refused: FailureReason | undefined;
}

export function createJournal(): Journal {
  return { changed: false, sawAbsent: false, sawUndecodable: false, refused: undefined };
}

/**
 * Whether a check must be sent. A check sends another only if it changed something, or checks would never end.
 * Model-checked: without the check for an undecodable original, a slower worker's thumbnail can stay beside the record.
 */
export function needsCheck({ changed, sawAbsent, sawUndecodable }: Journal, isCheck: boolean): boolean {
  return changed || (!isCheck && (sawAbsent || sawUndecodable));
}
