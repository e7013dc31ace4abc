import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, Tracer } from '@opentelemetry/api';
import { createClock } from '../clock.ts';
import type { Span, Tracing } from '../tracing.ts';
import { createSpan } from './create-span.ts';

export interface TracingParts {
  readonly tracer: Tracer;
  /** Sends what is left. */
  readonly shutDown: () => Promise<void>;
}

/** Longest time that sending the rest may take, in milliseconds. */
const closeMs = 2_000;

/** Tracing over a tracer of the SDK. */
export function createTracing({ tracer, shutDown }: TracingParts): Tracing {
  const storage = new AsyncLocalStorage<Span>();
  const contexts = new WeakMap<Span, () => Context>();
  const now = createClock();
  const contextOf = (span: Span): Context => {
    const context = contexts.get(span);
    if (!context) throw new Error('a span of another tracing');
    return context();
  };
  return {
    start(options) {
      const { span, context } = createSpan({ tracer, now, contextOf }, options);
      contexts.set(span, context);
      return span;
    },
    within: (span, work) => storage.run(span, work),
    active: () => storage.getStore(),
    traceId: () => storage.getStore()?.traceId(),
    async close() {
      const over = AbortSignal.timeout(closeMs);
      await Promise.race([
        shutDown().catch(() => {}),
        new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true })),
      ]);
    },
  };
}
