import type { Tracer } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import type { SamplerSettings } from './sampler-settings.ts';
import { createTracer } from './sdk/create-tracer.ts';

/** An ended span, for tests. */
export interface EndedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  /** Of the spans linked to. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly error: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A tracer for tests, which keeps all spans that have ended. The active span is the process's own. */
export function createMemoryTracer(sampler: Partial<SamplerSettings> = {}): {
  readonly tracer: Tracer;
  readonly ended: () => EndedSpan[];
} {
  const exporter = new InMemorySpanExporter();
  const { tracer } = createTracer({
    sampler: { parentBased: false, root: 'always_on', ratio: 1, ...sampler },
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  return {
    tracer,
    ended: () =>
      exporter.getFinishedSpans().map((span) => ({
        name: span.name,
        ...idsOf(span.spanContext()),
        parentId: span.parentSpanContext?.spanId,
        links: span.links.map(({ context }) => idsOf(context)),
        attributes: span.attributes,
        error: span.status.message,
        startedAt: milliseconds(span.startTime),
        endedAt: milliseconds(span.endTime),
      })),
  };
}

function idsOf({ traceId, spanId }: { traceId: string; spanId: string }) {
  return { traceId, spanId };
}

function milliseconds([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds * 1e3 + nanoseconds / 1e6;
}
