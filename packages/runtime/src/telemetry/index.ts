export { startTracing } from './start-tracing.ts';
export type { StartTracingOptions } from './start-tracing-options.ts';
export {
  type Attributes,
  type Met,
  type Span,
  type SpanKind,
  type SpanOptions,
  type StepOptions,
  type Tracing,
  traceStep,
  traceWork,
} from './tracing.ts';
export { type ReadTracingSettings, readTracingSettings, type TracingSettings } from './tracing-settings.ts';
export { tracingVariables } from './tracing-variables.ts';
