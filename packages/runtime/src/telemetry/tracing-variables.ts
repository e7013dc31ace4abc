/** OpenTelemetry's standard variables with their meaning here and their defaults. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    desc: 'Collector that accepts OTLP over HTTP, such as `http://collector:4318`; without this or the next variable there are no traces',
    default: '',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    desc: 'The same for traces only, including the path: `http://collector:4318/v1/traces`',
    default: '',
  },
  OTEL_SDK_DISABLED: { desc: '`true` turns traces off', default: 'false' },
  OTEL_TRACES_EXPORTER: { desc: '`otlp`, or `none` to turn traces off', default: 'otlp' },
  OTEL_SERVICE_NAME: { desc: 'Name of the service', default: 'proofsheet-<service>' },
  OTEL_RESOURCE_ATTRIBUTES: {
    desc: 'Resource attributes: comma-separated `name=value` pairs',
    default: '',
  },
  OTEL_TRACES_SAMPLER: {
    desc: 'Sampler: `always_on`, `always_off` or `traceidratio`, each also with the prefix `parentbased_`, with which API clients decide for their own requests',
    default: 'parentbased_always_on',
  },
  OTEL_TRACES_SAMPLER_ARG: { desc: 'Sampling ratio of `traceidratio`, 0 to 1', default: '1' },
  OTEL_EXPORTER_OTLP_HEADERS: {
    desc: 'Headers for the collector, comma-separated `name=value` pairs; `OTEL_EXPORTER_OTLP_TRACES_…` works too, here and below',
    default: '',
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: {
    desc: 'Time limit for one export request, in milliseconds',
    default: '10000',
  },
  OTEL_EXPORTER_OTLP_COMPRESSION: { desc: '`gzip` or `none`', default: 'none' },
  OTEL_EXPORTER_OTLP_CERTIFICATE: {
    desc: 'File with the CA certificates for the collector',
    default: '',
  },
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: { desc: 'File with the client certificate', default: '' },
  OTEL_EXPORTER_OTLP_CLIENT_KEY: { desc: 'File with the key of the client certificate', default: '' },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    desc: '`http/protobuf` is the only supported value',
    default: 'http/protobuf',
  },
  OTEL_BSP_SCHEDULE_DELAY: {
    desc: 'Delay between exports, in milliseconds',
    default: '5000',
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: { desc: 'Maximum spans in one export', default: '512' },
  OTEL_BSP_MAX_QUEUE_SIZE: { desc: 'Maximum spans waiting for export; more are dropped', default: '2048' },
  OTEL_BSP_EXPORT_TIMEOUT: { desc: 'Time limit for exporting one batch, in milliseconds', default: '30000' },
};
