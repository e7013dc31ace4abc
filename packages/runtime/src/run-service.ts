import closeWithGrace from 'close-with-grace';
import { createLogger, type Logger } from './create-logger.ts';
import { createMetrics, type Metrics } from './create-metrics.ts';
import { startOpsServer } from './ops-server.ts';
import { activeTraceId, type ReadTracingSettings, startTracing, type Tracer } from './telemetry/index.ts';

/** A service that has started. */
export interface RunningService {
  /** Whether it can take work now. Served at `/readyz`. */
  ready(): boolean;
  /** Stops taking work, finishes what is in flight and releases all resources. */
  close(): Promise<void>;
  /** Extra fields of the log line `started`. */
  readonly about?: Readonly<Record<string, string | number>>;
}

export interface RunServiceOptions {
  readonly name: string;
  readonly settings: { OPS_HOST: string | undefined; OPS_PORT: number; LOG_LEVEL: string };
  readonly tracing: ReadTracingSettings;
  /** Time limit for `close`, in milliseconds. After that the process exits with status 1. */
  readonly graceMs: number;
  readonly start: (context: ServiceContext) => Promise<RunningService>;
}

/** What `runService` passes to the service. */
export interface ServiceContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Undefined where no collector is set. */
  readonly tracer: Tracer | undefined;
}

/**
 * Starts a service with logs, metrics, traces and probes. The first SIGTERM or SIGINT shuts it down. A second signal, or
 * the end of `graceMs`, exits at once.
 */
export async function runService(options: RunServiceOptions): Promise<void> {
  const { name, settings, graceMs, start } = options;
  const tracing =
    options.tracing.settings &&
    (await startTracing({
      service: name,
      settings: options.tracing.settings,
      onOutage: (failing, err) => tellOfOutage(logger, failing, err),
    }));
  const logger = createLogger(name, settings.LOG_LEVEL, undefined, tracing && activeTraceId);
  for (const problem of options.tracing.problems) logger.warn(problem);
  const metrics = createMetrics(name);
  const service = await start({ logger, metrics, tracer: tracing?.tracer });
  const ops = await startOpsServer({
    host: settings.OPS_HOST,
    port: settings.OPS_PORT,
    metrics,
    ready: () => service.ready(),
  });
  closeWithGrace({ delay: graceMs, logger }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'uncaught error: shutting down');
    else logger.info({ signal }, 'shutting down');
    await service.close();
    await tracing?.close();
    ops.server.close();
    ops.server.closeAllConnections();
    logger.info('shutdown complete');
  });
  logger.info(
    { ...service.about, opsPort: ops.port, startMs: Math.round(process.uptime() * 1000) },
    'started',
  );
}

/** One line when the outage starts and one when it ends, so that a missing collector does not fill the log. */
function tellOfOutage(logger: Logger, failing: boolean, err: unknown): void {
  if (failing) logger.warn({ err }, 'trace export failed: spans are dropped');
  else logger.info('trace export recovered');
}
