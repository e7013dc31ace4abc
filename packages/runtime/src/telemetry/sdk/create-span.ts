import {
  type Context,
  ROOT_CONTEXT,
  type Span as SdkSpan,
  SpanKind as SdkSpanKind,
  type SpanContext,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Span, SpanKind, SpanOptions, StepOptions } from '../tracing.ts';
import { readContext, writeTraceparent } from './trace-context.ts';

interface Step extends StepOptions {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly error?: unknown;
}

export interface SpanTools {
  readonly tracer: Tracer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The SDK's context of a span of ours. */
  readonly contextOf: (span: Span) => Context;
}

/** A span, and the SDK's context of it for those that are part of it. */
export interface CreatedSpan {
  readonly span: Span;
  readonly context: () => Context;
}

/** A span over one of the SDK, which begins late: a parent cannot be given to one that has begun. */
export function createSpan({ tracer, now, contextOf }: SpanTools, options: SpanOptions): CreatedSpan {
  const { name, kind, parent, meeting = 'child' } = options;
  const startTime = options.startedAt ?? now();
  const early: Step[] = [];
  let attributes: Attributes = options.attributes ?? {};
  let begun: SdkSpan | undefined;
  let ended = false;

  function begin(from: Context = ROOT_CONTEXT, link?: SpanContext): SdkSpan {
    const links = link ? [{ context: link }] : [];
    begun = tracer.startSpan(
      name,
      { kind: kinds[kind], startTime, attributes: { ...attributes }, links },
      from,
    );
    for (const step of early.splice(0)) add(step);
    return begun;
  }

  const sdkSpan = () => begun ?? begin(parent && contextOf(parent));
  const context = () => trace.setSpan(ROOT_CONTEXT, sdkSpan());

  function add(step: Step): void {
    if (!begun) {
      early.push(step);
      return;
    }
    const { startedAt, endedAt, error } = step;
    const about = {
      kind: kinds[step.kind ?? 'internal'],
      startTime: startedAt,
      attributes: { ...step.attributes },
    };
    const child = tracer.startSpan(step.name, about, context());
    if (error !== undefined) fail(child, error);
    child.end(endedAt);
  }

  const span: Span = {
    traceId: () => (begun ?? (parent && sdkSpan()))?.spanContext().traceId,
    traceparent: () => writeTraceparent(sdkSpan().spanContext()),
    meet(met) {
      const remote = readContext(met);
      const other = trace.getSpanContext(remote);
      if (!other || ended) return;
      if (begun) begun.addLink({ context: other });
      else if (parent) sdkSpan().addLink({ context: other });
      else if (meeting === 'child') begin(remote);
      else begin(ROOT_CONTEXT, other);
    },
    async step(about, work) {
      const startedAt = now();
      try {
        const result = await work();
        add({ ...about, startedAt, endedAt: now() });
        return result;
      } catch (error) {
        add({ ...about, startedAt, endedAt: now(), error });
        throw error;
      }
    },
    addStep: (about, startedAt, endedAt) => add({ ...about, startedAt, endedAt }),
    set(more) {
      attributes = { ...attributes, ...more };
      begun?.setAttributes({ ...more });
    },
    end(error) {
      if (ended) return;
      ended = true;
      if (error !== undefined) fail(sdkSpan(), error);
      sdkSpan().end(now());
    },
  };
  return { span, context };
}

function fail(span: SdkSpan, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  span.setAttribute('error.type', name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

const kinds: Readonly<Record<SpanKind, SdkSpanKind>> = {
  server: SdkSpanKind.SERVER,
  client: SdkSpanKind.CLIENT,
  consumer: SdkSpanKind.CONSUMER,
  producer: SdkSpanKind.PRODUCER,
  internal: SdkSpanKind.INTERNAL,
};
