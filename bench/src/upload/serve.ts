import { randomBytes } from 'node:crypto';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import { readConfig } from '@proofsheet/upload/config';
import { startUpload } from '@proofsheet/upload/start';
import { createDirectSigners, createSdkSigners } from './sdk-signers.ts';
import { startEcho } from './start-echo.ts';

/** A server as a process. Its first argument says which one. It reports its port, and its CPU time when asked. */
const config = readConfig({
  AWS_REGION: 'eu-central-1',
  ORIGINALS_BUCKET: 'originals',
  THUMBNAILS_BUCKET: 'thumbnails',
  DERIVED_BUCKET: 'derived',
  HOST: '127.0.0.1',
  PORT: '0',
  LINK_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  MAX_UPLOADS_PER_MINUTE: '1000000',
  ...process.env,
});
// The SDK's default provider chain reads them.
process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
process.env.AWS_SECRET_ACCESS_KEY = 'secret-of-nobody';

const context = {
  logger: createLogger('upload', 'info'),
  metrics: createMetrics('upload'),
  tracer: undefined,
};
const starts: Readonly<Record<string, () => Promise<number>>> = {
  ours: async () => Number((await startUpload(config, context)).about?.port),
  'get-signed-url': async () => Number((await startUpload(config, context, createSdkSigners)).about?.port),
  'request-presigner': async () =>
    Number((await startUpload(config, context, createDirectSigners)).about?.port),
  echo: startEcho,
};

const port = await starts[process.argv[2] ?? '']?.();
process.send?.(port);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
