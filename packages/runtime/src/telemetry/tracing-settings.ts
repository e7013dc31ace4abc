import { readSamplerSettings, type SamplerSettings } from './sampler-settings.ts';

export type { SamplerSettings };

/** Settings of tracing, except those that the exporter itself reads from the environment. */
export interface TracingSettings {
  readonly sampler: SamplerSettings;
  /** Options of the SDK's `BatchSpanProcessor`. */
  readonly batches: {
    readonly scheduledDelayMillis?: number;
    readonly exportTimeoutMillis?: number;
    readonly maxQueueSize?: number;
    readonly maxExportBatchSize?: number;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const protocols = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const;
const protocol = 'http/protobuf';

/** Settings of tracing, if it is on, and the invalid values that are ignored. */
export interface ReadTracingSettings {
  readonly settings: TracingSettings | undefined;
  readonly problems: readonly string[];
}

/**
 * Reads the standard variables. Tracing is on if they name a collector. As the standard requires, invalid values never
 * prevent the start: the variables are often set for a whole cluster.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readTracingSettings(env: Environment): ReadTracingSettings {
  const endpointName = endpoints.find((name) => env[name]);
  const disabled = env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none';
  if (endpointName === undefined || disabled) return { settings: undefined, problems: [] };
  if (!isHttpUrl(env[endpointName] ?? '')) {
    return { settings: undefined, problems: [`${endpointName} is no http or https URL: no traces`] };
  }
  const problems: string[] = [];
  const protocolName = protocols.find((name) => env[name]);
  if (protocolName !== undefined && env[protocolName] !== protocol) {
    problems.push(`${protocolName} can be ${protocol} only: that is what is sent`);
  }
  const number = (name: string) => readNumber(env[name], name, problems);
  const batches = {
    scheduledDelayMillis: number('OTEL_BSP_SCHEDULE_DELAY'),
    exportTimeoutMillis: number('OTEL_BSP_EXPORT_TIMEOUT'),
    maxQueueSize: number('OTEL_BSP_MAX_QUEUE_SIZE'),
    maxExportBatchSize: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
  };
  const known = Object.entries(batches).filter(([, value]) => value !== undefined);
  return {
    settings: { sampler: readSamplerSettings(env, problems), batches: Object.fromEntries(known) },
    problems,
  };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function readNumber(text: string | undefined, name: string, problems: string[]): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  problems.push(`${name} is no whole number above 0: its default is taken`);
  return undefined;
}
