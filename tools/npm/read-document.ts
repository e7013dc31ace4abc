import { randomBytes } from 'node:crypto';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import { readConfig } from '@proofsheet/upload/config';
import { startUpload } from '@proofsheet/upload/start';

const nowhere = 'http://127.0.0.1:9';

/** The OpenAPI document of a service with every optional part and otherwise the default settings, without any of AWS. */
export async function readDocument(): Promise<string> {
  const key = () => `document:${randomBytes(32).toString('base64')}`;
  const config = readConfig({
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: nowhere,
    ORIGINALS_BUCKET: 'originals',
    THUMBNAILS_BUCKET: 'thumbnails',
    DERIVED_BUCKET: 'derived',
    ORIGINALS_QUEUE_URL: `${nowhere}/originals`,
    TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:proofsheet',
    LOG_LEVEL: 'fatal',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:8080',
    API_KEYS: `document:${'0'.repeat(64)}`,
    LINK_KEYS: key(),
    SESSION_KEYS: key(),
  });
  const service = await startUpload(config, {
    logger: createLogger('upload', 'fatal'),
    metrics: createMetrics('upload'),
    tracer: undefined,
  });
  try {
    const answer = await fetch(`http://127.0.0.1:${service.about?.port}/openapi.json`);
    return `${JSON.stringify(await answer.json(), undefined, 2)}\n`;
  } finally {
    await service.close();
  }
}
