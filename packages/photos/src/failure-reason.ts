/** Why a photo can never have a thumbnail: the closed list for records, API answers and a metric label. */
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
