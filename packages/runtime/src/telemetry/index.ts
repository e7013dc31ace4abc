export { type Span, SpanKind, type Tracer } from '@opentelemetry/api';
export { createObserve, type Observe } from './observe.ts';
export { linkToPhoto, type PhotoTraceIds, startPhotoPart, startPhotoSpan } from './photo-spans.ts';
export {
  activeTraceId,
  activeTraceparent,
  failSpan,
  remoteContext,
  runInSpan,
  startStep,
  within,
} from './spans.ts';
export { startTracing } from './start-tracing.ts';
export type { StartTracingOptions, Tracing } from './tracing.ts';
export { type ReadTracingSettings, readTracingSettings, type TracingSettings } from './tracing-settings.ts';
export { tracingVariables } from './tracing-variables.ts';
