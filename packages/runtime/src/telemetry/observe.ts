import type { SpanOptions, Tracer } from '@opentelemetry/api';
import { failSpan, startStep } from './spans.ts';

/** Runs `work`: its duration counts to `stage`, and it is a span of that name below the active one. */
export type Observe<Stage extends string> = <T>(
  stage: Stage,
  span: string,
  work: () => Promise<T>,
  options?: SpanOptions,
) => Promise<T>;

/** Creates the one wrapper for work that is measured and traced. `record` gets seconds, also of work that failed. */
export function createObserve<Stage extends string>(
  tracer: Tracer | undefined,
  record: (stage: Stage, seconds: number) => void,
): Observe<Stage> {
  return async (stage, name, work, options) => {
    const begin = performance.now();
    const span = startStep(tracer, name, options);
    try {
      return await work();
    } catch (error) {
      if (span) failSpan(span, error);
      throw error;
    } finally {
      span?.end();
      record(stage, (performance.now() - begin) / 1_000);
    }
  };
}
