import type { Tracer } from '@opentelemetry/api';
import type { TracingSettings } from './tracing-settings.ts';

export interface StartTracingOptions {
  /** Name of the service, such as `upload`. */
  readonly service: string;
  readonly settings: TracingSettings;
  /** Called with true and the error when spans begin to be lost, and with false when the collector accepts them again. */
  readonly onOutage: (failing: boolean, error: unknown) => void;
}

/** Traces of one process, which go to a collector. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, within two seconds. Never rejects. */
  close(): Promise<void>;
}
