/** The variables of tracing, by the names of OpenTelemetry's standard: what they do here, and their defaults. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    desc: 'Collector that takes OTLP over HTTP, such as `http://collector:4318`; without it, or the next, there are no traces',
    default: '',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    desc: 'The same for traces only, with its path: `http://collector:4318/v1/traces`',
    default: '',
  },
  OTEL_SDK_DISABLED: { desc: '`true`: no traces, whatever else is set', default: 'false' },
  OTEL_TRACES_EXPORTER: { desc: '`otlp`, or `none` for no traces', default: 'otlp' },
  OTEL_SERVICE_NAME: { desc: 'Name of the service', default: 'proofsheet-<service>' },
  OTEL_RESOURCE_ATTRIBUTES: {
    desc: 'More about where the service runs: `name=value` pairs with commas between them',
    default: '',
  },
  OTEL_TRACES_SAMPLER: {
    desc: 'Which traces are recorded: `always_on`, `always_off` or `traceidratio`, each also with `parentbased_` before it. Beware: with that, clients of the API decide for their own requests',
    default: 'parentbased_always_on',
  },
  OTEL_TRACES_SAMPLER_ARG: { desc: 'Share of them for `traceidratio`, 0 to 1', default: '1' },
  OTEL_EXPORTER_OTLP_HEADERS: {
    desc: 'Headers for the collector, `name=value` pairs with commas between them; here and below `OTEL_EXPORTER_OTLP_TRACES_…` does the same',
    default: '',
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: { desc: 'Longest time to deliver a batch, in milliseconds', default: '10000' },
  OTEL_EXPORTER_OTLP_COMPRESSION: { desc: '`gzip` or `none`', default: 'none' },
  OTEL_EXPORTER_OTLP_CERTIFICATE: {
    desc: 'File with the certificates that the collector is known by',
    default: '',
  },
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: { desc: 'File with a certificate of our own', default: '' },
  OTEL_EXPORTER_OTLP_CLIENT_KEY: { desc: 'File with its key', default: '' },
  OTEL_EXPORTER_OTLP_PROTOCOL: { desc: '`http/protobuf`; there is no other', default: 'http/protobuf' },
  OTEL_BSP_SCHEDULE_DELAY: {
    desc: 'How long a batch of spans is gathered, in milliseconds',
    default: '5000',
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: { desc: 'Spans in a batch', default: '512' },
  OTEL_BSP_MAX_QUEUE_SIZE: { desc: 'Spans that wait; more are lost', default: '2048' },
  OTEL_BSP_EXPORT_TIMEOUT: { desc: 'Longest time for a batch as a whole, in milliseconds', default: '30000' },
};
