import closeWithGrace from 'close-with-grace';
import { createLogger, type Logger } from './create-logger.ts';
import { createMetrics, type Metrics } from './create-metrics.ts';
import { startOpsServer } from './ops-server.ts';
import { type ReadTracingSettings, startTracing, type Tracing } from './telemetry/index.ts';

/** A service that has started. */
export interface RunningService {
  /** Whether it can work now: `/readyz` says so. */
  ready(): boolean;
  /** Stops taking work, finishes what it has, and lets go of everything. */
  close(): Promise<void>;
  /** What is worth knowing of it in the log line of its start. */
  readonly about?: Readonly<Record<string, string | number>>;
}

export interface RunServiceOptions {
  readonly name: string;
  readonly settings: { OPS_HOST: string; OPS_PORT: number; LOG_LEVEL: string };
  readonly tracing: ReadTracingSettings;
  /** Longest time that `close` may take, in milliseconds; then the process exits with status 1. */
  readonly graceMs: number;
  readonly start: (context: ServiceContext) => Promise<RunningService>;
}

/** What a service is started with. */
export interface ServiceContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Undefined where tracing is off. */
  readonly tracing: Tracing | undefined;
}

/**
 * Starts a service with its log, its metrics, its traces and its probes, and stops it on the first SIGTERM or SIGINT. A second
 * signal, or `graceMs`, ends the process at once.
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
  const logger = createLogger(name, settings.LOG_LEVEL, undefined, tracing?.traceId);
  for (const problem of options.tracing.problems) logger.warn(problem);
  const metrics = createMetrics(name);
  const service = await start({ logger, metrics, tracing });
  const ops = await startOpsServer({
    host: settings.OPS_HOST,
    port: settings.OPS_PORT,
    metrics,
    ready: () => service.ready(),
  });
  closeWithGrace({ delay: graceMs, logger }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'stopping after an error that nothing caught');
    else logger.info({ signal }, 'stopping');
    await service.close();
    await tracing?.close();
    ops.server.close();
    ops.server.closeAllConnections();
    logger.info('stopped');
  });
  logger.info(
    { ...service.about, opsPort: ops.port, startMs: Math.round(process.uptime() * 1000) },
    'started',
  );
}

/** Once when it begins and once when it is over: what goes on without a collector need not fill the log. */
function tellOfOutage(logger: Logger, failing: boolean, err: unknown): void {
  if (failing) logger.warn({ err }, 'traces cannot be delivered and are lost');
  else logger.info('traces are delivered again');
}
