import closeWithGrace from 'close-with-grace';
import { createLogger, type Logger } from './create-logger.ts';
import { createMetrics, type Metrics } from './create-metrics.ts';
import { startOpsServer } from './ops-server.ts';

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
  /** Longest time that `close` may take, in milliseconds; then the process exits with status 1. */
  readonly graceMs: number;
  readonly start: (context: { logger: Logger; metrics: Metrics }) => Promise<RunningService>;
}

/**
 * Starts a service with its log, its metrics and its probes, and stops it on the first SIGTERM or SIGINT. A second
 * signal, or `graceMs`, ends the process at once.
 */
export async function runService({ name, settings, graceMs, start }: RunServiceOptions): Promise<void> {
  const logger = createLogger(name, settings.LOG_LEVEL);
  const metrics = createMetrics(name);
  const service = await start({ logger, metrics });
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
    ops.server.close();
    ops.server.closeAllConnections();
    logger.info('stopped');
  });
  logger.info(
    { ...service.about, opsPort: ops.port, startMs: Math.round(process.uptime() * 1000) },
    'started',
  );
}
