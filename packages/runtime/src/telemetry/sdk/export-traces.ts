import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { StartTracingOptions } from '../start-tracing-options.ts';
import type { Tracing } from '../tracing.ts';
import { createSampler } from './create-sampler.ts';
import { createTracing } from './create-tracing.ts';

/** A message may announce so many photos at most, and its span has a link to each. */
const linkCountLimit = 1_000;

/** Traces that go to a collector. Where it is, and what else it is to be told, the exporter reads from the environment. */
export function exportTraces({ service, settings, onOutage }: StartTracingOptions): Tracing {
  const { sampler, batches } = settings;
  const exporter = tellOfOutages(new OTLPTraceExporter(), onOutage);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `proofsheet-${service}` }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    sampler: createSampler(sampler),
    spanLimits: { linkCountLimit },
    spanProcessors: [new BatchSpanProcessor({ exporter, ...batches })],
  });
  return createTracing({
    tracer: provider.getTracer('proofsheet'),
    shutDown: () => provider.shutdown(),
  });
}

/** Tells when spans cannot be delivered and when they can again, and not of each time in between. */
function tellOfOutages(exporter: SpanExporter, onOutage: StartTracingOptions['onOutage']): SpanExporter {
  let failing = false;
  return {
    export(spans: ReadableSpan[], done: (result: ExportResult) => void) {
      exporter.export(spans, ({ code, error }) => {
        const failed = code !== ExportResultCode.SUCCESS;
        if (failed !== failing) onOutage(failed, error);
        failing = failed;
        // The SDK's own way to tell of it is once for each batch.
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
