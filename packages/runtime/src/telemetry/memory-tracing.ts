import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SamplerSettings } from './sampler-settings.ts';
import { createSampler } from './sdk/create-sampler.ts';
import { createTracing } from './sdk/create-tracing.ts';
import type { Tracing } from './tracing.ts';

/** A span that has ended, as tests look at it. */
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

/** Tracing for tests, which keeps all spans that have ended. */
export function createMemoryTracing(root: SamplerSettings['root'] = 'always_on'): {
  readonly tracing: Tracing;
  readonly ended: () => EndedSpan[];
} {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: createSampler({ parentBased: false, root, ratio: 1 }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracing = createTracing({
    tracer: provider.getTracer('test'),
    shutDown: () => provider.shutdown(),
  });
  return {
    tracing,
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
