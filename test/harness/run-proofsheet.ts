import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LocalSystem } from '@proofsheet/system';

const main = fileURLToPath(import.meta.resolve('@proofsheet/cli/main'));

/** Runs `proofsheet` with the settings of this system. Returns its output. @throws when it ends with another status than 0. */
export async function runProofsheet(local: LocalSystem, ...args: string[]): Promise<string> {
  const env = {
    AWS_REGION: local.region,
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
    ORIGINALS_BUCKET: local.originalsBucket,
    THUMBNAILS_BUCKET: local.thumbnailsBucket,
    DERIVED_BUCKET: local.derivedBucket,
    ORIGINALS_QUEUE_URL: local.originalsQueueUrl,
    ORIGINALS_DEAD_LETTER_QUEUE_URL: local.originalsDlqUrl,
    THUMBNAILS_DEAD_LETTER_QUEUE_URL: local.thumbnailsDlqUrl,
    PUBLIC_URL: local.apiUrl,
    API_KEY: local.apiKey,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env });
  return stdout;
}
