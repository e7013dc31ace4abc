import { consumerGraceMs, exitWhenInvalid, runService } from '@proofsheet/runtime';
import { readTracingSettings } from '@proofsheet/runtime/telemetry';
import { readConfig } from './config.ts';
import { startNotifier } from './start-notifier.ts';

const config = exitWhenInvalid('notifier', () => readConfig(process.env));

await runService({
  name: 'notifier',
  settings: config,
  tracing: readTracingSettings(process.env),
  graceMs: consumerGraceMs(config),
  start: (context) => startNotifier(config, context),
});
