import { consumerGraceMs, exitWhenInvalid, runService } from '@proofsheet/runtime';
import { readTracingSettings } from '@proofsheet/runtime/telemetry';
import { readConfig } from './config.ts';
import { startWorker } from './start-worker.ts';

const config = exitWhenInvalid('worker', () => readConfig(process.env));

await runService({
  name: 'worker',
  settings: config,
  tracing: readTracingSettings(process.env),
  graceMs: consumerGraceMs(config),
  start: (context) => startWorker(config, context),
});
