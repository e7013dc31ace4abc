import type { Tracing } from './tracing.ts';
import type { TracingSettings } from './tracing-settings.ts';

export interface StartTracingOptions {
  /** Name of the service, `upload` say. */
  readonly service: string;
  readonly settings: TracingSettings;
  /** Is told when spans begin to be lost, with the error, and when they are taken again. */
  readonly onOutage: (failing: boolean, error: unknown) => void;
}

/** Starts to trace. The SDK is loaded here and nowhere else: it takes an eighth of a second and 9 MiB. */
export async function startTracing(options: StartTracingOptions): Promise<Tracing> {
  const { exportTraces } = await import('./sdk/export-traces.ts');
  return exportTraces(options);
}
