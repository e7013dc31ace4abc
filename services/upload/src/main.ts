import { exitWhenInvalid, runService } from '@proofsheet/runtime';
import { readTracingSettings } from '@proofsheet/runtime/telemetry';
import { readConfig } from './config.ts';
import { startUpload } from './start-upload.ts';

const config = exitWhenInvalid('upload', () => readConfig(process.env));

await runService({
  name: 'upload',
  settings: config,
  tracing: readTracingSettings(process.env),
  // Longer than any request, including those with `wait`.
  graceMs: 30_000,
  start: (context) => startUpload(config, context),
}).catch((error: unknown) =>
  exitWhenInvalid('upload', () => {
    throw error;
  }),
);
