import type { TracingSettings } from './tracing-settings.ts';

export interface StartTracingOptions {
  /** Name of the service, such as `upload`. */
  readonly service: string;
  readonly settings: TracingSettings;
  /** Called when spans begin to be lost, with the error, and when the collector accepts them again. */
  readonly onOutage: (failing: boolean, error: unknown) => void;
}
