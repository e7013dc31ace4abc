export { delayBuckets, durationBuckets } from './buckets.ts';
export { countBy } from './count-by.ts';
export { describeError, type ErrorFields } from './describe-error.ts';
export { causeOf, type ErrorCause, errorCauses } from './error-cause.ts';
export { readGauge } from './read-gauge.ts';
export { timeBy } from './time-by.ts';
