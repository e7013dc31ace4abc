/** What a visit did that another worker could have undone or missed: it decides whether a check has to follow. */
export interface Journal {
  /** Wrote or deleted something on the slower way. */
  changed: boolean;
  /** Found no original at some time. */
  sawAbsent: boolean;
}
