import { readFileSync } from 'node:fs';
import type { Environment } from '@proofsheet/runtime';

/** What `pnpm demo` writes while it runs, with the settings that stand for it. */
const names = {
  region: 'AWS_REGION',
  endpoint: 'AWS_ENDPOINT_URL',
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  originalsBucket: 'ORIGINALS_BUCKET',
  thumbnailsBucket: 'THUMBNAILS_BUCKET',
  derivedBucket: 'DERIVED_BUCKET',
  originalsQueueUrl: 'ORIGINALS_QUEUE_URL',
  originalsDlqUrl: 'ORIGINALS_DEAD_LETTER_QUEUE_URL',
  thumbnailsQueueUrl: 'THUMBNAILS_QUEUE_URL',
  thumbnailsDlqUrl: 'THUMBNAILS_DEAD_LETTER_QUEUE_URL',
  topicArn: 'TOPIC_ARN',
  apiUrl: 'PUBLIC_URL',
  apiKey: 'API_KEY',
} as const;

/** The settings of the demo that runs in this folder. @throws Error if none runs. */
export function demoEnv(file = '.proofsheet/local.json'): Environment {
  let local: Record<string, string>;
  try {
    local = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`no demo runs in this folder: start one with "pnpm demo" (${file} is missing)`);
  }
  return Object.fromEntries(Object.entries(names).map(([name, setting]) => [setting, local[name]]));
}
