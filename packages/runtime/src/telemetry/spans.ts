import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

/** Starts a part of the active span. Undefined without one: untraced work costs one condition. */
export function startStep(tracer: Tracer | undefined, name: string, options?: SpanOptions): Span | undefined {
  return tracer && trace.getActiveSpan() && tracer.startSpan(name, options);
}

/** Runs `work` with the span as the active one. The span ends with it, and has the error if `work` throws one. */
export async function runInSpan<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await within(span, work);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Runs `work` with the span as the active one. */
export function within<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(ROOT_CONTEXT, span), work);
}

/** The context that the headers `traceparent` and `tracestate` name. Invalid values name none. */
export function remoteContext(headers: Readonly<Record<string, unknown>>): Context {
  return propagation.extract(ROOT_CONTEXT, headers);
}

/** Marks the span as failed with this error. */
export function failSpan(span: Span, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  span.setAttribute('error.type', name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** Trace id of the active span, for log lines. */
export function activeTraceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}

/** The active span as a `traceparent`: https://www.w3.org/TR/trace-context/#traceparent-header */
export function activeTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span && `00-${span.traceId}-${span.spanId}-${span.traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
}
