import type { Metrics } from '@proofsheet/runtime';
import { countBy } from '@proofsheet/runtime/metrics';
import { Histogram } from 'prom-client';

const uploadMethods = ['PUT', 'POST', 'multipart'] as const;

/** How an upload sends its bytes. */
export type UploadMethod = (typeof uploadMethods)[number];

/** Events of the API, reported as they happen. */
export interface UploadMetrics {
  /** `route` is the pattern of the route, never a URL. */
  answered(labels: { method: string; route: string; status: number }, seconds: number): void;
  issued(method: UploadMethod): void;
}

/** Registers the metrics of the API. */
export function createUploadMetrics(registry: Metrics): UploadMetrics {
  const answers = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests, from the request headers to the end of the response; including requests with `wait`',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers: [registry],
  });
  return {
    answered: (labels, seconds) => answers.observe(labels, seconds),
    issued: countBy(registry, {
      name: 'proofsheet_upload_urls_issued_total',
      help: 'Uploads issued to clients, by method',
      label: 'method',
      values: uploadMethods,
    }),
  };
}
