export { bool, makeValidator, str } from 'envalid';
export { createAwsClientOptions } from './aws-client-options.ts';
export { problemsOfBuckets } from './bucket-problems.ts';
export { commonSettings } from './common-settings.ts';
export {
  consumerGraceMs,
  consumerOptions,
  consumerSettings,
  problemsOfConsumer,
} from './consumer-settings.ts';
export { createLogger, type Logger } from './create-logger.ts';
export { createMetrics, type Metrics } from './create-metrics.ts';
export { exitWhenInvalid } from './exit-when-invalid.ts';
export { type Environment, InvalidSettingsError, readSettings } from './read-settings.ts';
export { type RunningService, runService, type ServiceContext } from './run-service.ts';
export { bucket, httpUrl, list, wholeNumber } from './setting-types.ts';
