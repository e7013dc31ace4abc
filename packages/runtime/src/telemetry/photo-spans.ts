import {
  type Context,
  context,
  createContextKey,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  type Tracer,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

/** The first span of a photo's trace. Every service knows its ids from the object key: see `photoTraceIds`. */
export interface PhotoTraceIds {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
}

const idsKey = createContextKey('ids of the photo');

/** The ids that a span which starts in this context must get. */
export function idsIn(of: Context): PhotoTraceIds | undefined {
  return of.getValue(idsKey) as PhotoTraceIds | undefined;
}

/** Starts the first span of a photo's trace. */
export function startPhotoSpan(
  tracer: Tracer,
  name: string,
  { traceId, spanId }: PhotoTraceIds,
  options?: SpanOptions,
): Span {
  const root = ROOT_CONTEXT.setValue(idsKey, { traceId, spanId });
  return context.with(root, () => tracer.startSpan(name, options));
}

/** Starts a span below the first one of a photo's trace, which may be another service's. */
export function startPhotoPart(
  tracer: Tracer,
  name: string,
  ids: PhotoTraceIds,
  options?: SpanOptions,
): Span {
  const first = { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return tracer.startSpan(name, options, trace.setSpanContext(ROOT_CONTEXT.setValue(idsKey, ids), first));
}

/** A link to the trace of a photo. */
export function linkToPhoto({ traceId, spanId }: PhotoTraceIds): Link {
  return { context: { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true } };
}
