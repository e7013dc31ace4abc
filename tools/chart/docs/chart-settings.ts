/** Settings that follow from other values of the chart, so that each has one source. */
export const setByChart = [
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
  'OPS_PORT',
  'PORT',
  'ORIGINALS_BUCKET',
  'THUMBNAILS_BUCKET',
  'DERIVED_BUCKET',
  'ORIGINALS_QUEUE_URL',
  'THUMBNAILS_QUEUE_URL',
  'ORIGINALS_DEAD_LETTER_QUEUE_URL',
  'THUMBNAILS_DEAD_LETTER_QUEUE_URL',
  'TOPIC_ARN',
  'OWNER_TOPICS',
  'PUBLIC_URL',
  'S3_PUBLIC_ENDPOINT',
  'LINK_KEYS',
  'SESSION_KEYS',
  'VARIANT_NAMES',
  'API_KEYS_FILE',
];

/** Comes as a file instead, in which it can be changed without a restart. */
export const setAsFile = ['API_KEYS'];
