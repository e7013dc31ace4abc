/** Why a photo can never get a thumbnail: the closed list of failure records, of the API's answers and of a metric's label. */
export const failureReasons = [
  'empty',
  'too-large',
  'unsupported-format',
  'too-many-pixels',
  'too-many-frames',
  'too-narrow',
  'too-much-memory',
  'truncated',
  'corrupt',
  'timeout',
] as const;

export type FailureReason = (typeof failureReasons)[number];
