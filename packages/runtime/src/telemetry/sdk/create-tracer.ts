import { context, propagation, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import { RandomIdGenerator, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { idsIn } from '../photo-spans.ts';
import type { SamplerSettings } from '../sampler-settings.ts';
import { createSampler } from './create-sampler.ts';

export interface TracerOptions {
  readonly sampler: SamplerSettings;
  readonly spanProcessors: SpanProcessor[];
  readonly resource?: Resource;
}

/** A message can be about so many photos at most, and its span has a link to each. */
const linkCountLimit = 1_000;

/** Creates a tracer, and registers what the API needs to know the active span and to read headers. */
export function createTracer({ sampler, ...options }: TracerOptions): {
  readonly tracer: Tracer;
  /** Sends what is left. */
  readonly shutDown: () => Promise<void>;
} {
  const random = new RandomIdGenerator();
  const provider = new TracerProvider({
    ...options,
    sampler: createSampler(sampler),
    idGenerator: {
      generateTraceId: () => idsIn(context.active())?.traceId ?? random.generateTraceId(),
      generateSpanId: () => idsIn(context.active())?.spanId ?? random.generateSpanId(),
    },
    spanLimits: { linkCountLimit },
  });
  // A process has one of each, which its next tracer replaces.
  context.disable();
  propagation.disable();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return { tracer: provider.getTracer('proofsheet'), shutDown: () => provider.shutdown() };
}
