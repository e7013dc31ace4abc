/** Why a photo can never get a thumbnail: the closed list of failure records, of the API's answers and of a metric's label. */
export const failureReasons = [
  'empty',
  'too-large',
  'unsupported-format',
  'too-many-pixels',
  'truncated',
  'corrupt',
] as const;

export type FailureReason = (typeof failureReasons)[number];
