import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createMailReader } from '@proofsheet/demo';
import { createS3Client, createS3ObjectStore, type ObjectStore } from '@proofsheet/object-store';
import { type RunningSystem, type SystemOptions, startSystem } from '@proofsheet/system';

/** A running system with the clients that tests need. Everything stops with the test. */
export interface TestSystem extends RunningSystem {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  readonly sqs: SQSClient;
  readonly mails: ReturnType<typeof createMailReader>;
  /** The output of all processes so far. */
  readLogs(): Promise<string>;
}

type TestSystemOptions = Omit<SystemOptions, 'dataDir'>;

/** Starts a system for this test. Its API never refuses requests because the machine is busy. */
export async function startTestSystem(
  t: Pick<TestContext, 'after'>,
  options: TestSystemOptions = {},
): Promise<TestSystem> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-e2e-'));
  const upload = { MAX_EVENT_LOOP_DELAY_MS: '0', ...options.env?.upload };
  const system = await startSystem({ dataDir, ...options, env: { ...options.env, upload } });
  const {
    endpoint,
    region,
    accessKeyId,
    secretAccessKey,
    originalsBucket,
    thumbnailsBucket,
    derivedBucket,
    mailboxUrl,
  } = system.local;
  const client = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const s3 = createS3Client({ ...client, forcePathStyle: true });
  const sqs = new SQSClient(client);
  t.after(async () => {
    await system.stop();
    s3.destroy();
    sqs.destroy();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    ...system,
    originals: createS3ObjectStore(s3, originalsBucket),
    thumbnails: createS3ObjectStore(s3, thumbnailsBucket),
    derived: createS3ObjectStore(s3, derivedBucket),
    sqs,
    mails: createMailReader(mailboxUrl),
    async readLogs() {
      const files = await readdir(path.join(dataDir, 'logs'));
      const texts = await Promise.all(
        files.map((file) => readFile(path.join(dataDir, 'logs', file), 'utf8')),
      );
      return texts.join('\n');
    },
  };
}
