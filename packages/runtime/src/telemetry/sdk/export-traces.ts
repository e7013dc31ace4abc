import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { StartTracingOptions, Tracing } from '../tracing.ts';
import { createTracer } from './create-tracer.ts';

/** Longest time that sending the rest can take, in milliseconds. */
const closeMs = 2_000;

/** Sends traces to a collector. The exporter reads from the environment where that is, and how to reach it. */
export function exportTraces({ service, settings, onOutage }: StartTracingOptions): Tracing {
  const { sampler, batches } = settings;
  const exporter = reportOutages(new OTLPTraceExporter(), onOutage);
  const { tracer, shutDown } = createTracer({
    resource: resourceFromAttributes({ 'service.name': `proofsheet-${service}` }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    sampler,
    spanProcessors: [new BatchSpanProcessor({ exporter, ...batches })],
  });
  return {
    tracer,
    async close() {
      const over = AbortSignal.timeout(closeMs);
      await Promise.race([
        shutDown().catch(() => {}),
        new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true })),
      ]);
    },
  };
}

/** Reports when spans cannot be delivered and when they can again, not each failure in between. */
function reportOutages(exporter: SpanExporter, onOutage: StartTracingOptions['onOutage']): SpanExporter {
  let failing = false;
  return {
    export(spans: ReadableSpan[], done: (result: ExportResult) => void) {
      exporter.export(spans, ({ code, error }) => {
        const failed = code !== ExportResultCode.SUCCESS;
        if (failed !== failing) onOutage(failed, error);
        failing = failed;
        // The SDK would log a failure for each batch.
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
