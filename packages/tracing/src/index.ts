export { type StartTracingOptions, startTracing } from './start-tracing.ts';
export { traceHandle } from './trace-handle.ts';
export { traceReads, traceStore } from './trace-store.ts';
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
