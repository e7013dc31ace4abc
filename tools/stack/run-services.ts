import assert from 'node:assert/strict';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type AwsServices, startSystem } from '@proofsheet/system';
import type { Credentials, Role } from './create-users.ts';
import { toStack, type Values } from './read-values.ts';
import { runChain } from './run-chain.ts';

interface ServicesOptions {
  readonly aws: AwsServices;
  readonly values: Values;
  readonly users: Readonly<Record<Role, Credentials>>;
  readonly dataDir: string;
  readonly sqs: SQSClient;
  readonly note: (text: string) => void;
}

/** Runs the chain, each service as its own user. No call may be refused. */
export async function runServices(options: ServicesOptions): Promise<void> {
  const { aws, values, users, dataDir, sqs, note } = options;
  const refused = new Set<string>();
  const env = (role: Role) => ({
    AWS_ACCESS_KEY_ID: users[role].accessKeyId,
    AWS_SECRET_ACCESS_KEY: users[role].secretAccessKey,
  });
  const small = [{ name: 'small', width: 64, height: 64, fit: 'cover', format: 'webp', quality: 70 }];
  const system = await startSystem({
    dataDir,
    aws: { ...aws, stop: async () => undefined },
    stack: toStack(values),
    env: {
      upload: env('upload'),
      worker: { ...env('worker'), VARIANTS: JSON.stringify(small) },
      // With pending records, which are the default.
      notifier: {
        ...env('notifier'),
        NOTIFY_FAILED: String(values.notifier.settings.NOTIFY_FAILED),
        OWNER_TOPICS: String(values.ownerTopics),
        NOTIFY_QUIET_SECONDS: '1',
      },
    },
    onLine(service, line) {
      const { time: _, ...rest } = line;
      const text = JSON.stringify(rest);
      if (/AccessDenied|AuthorizationError|Forbidden/.test(text)) refused.add(`${service}: ${text}`);
    },
  });
  try {
    await runChain({ local: system.local, sqs, folder: dataDir, note });
    assert.deepEqual([...refused], []);
  } catch (error) {
    for (const line of refused) note(line);
    throw error;
  } finally {
    const ends = await system.stop();
    assert.deepEqual(new Set(ends), new Set([0]));
  }
  note('no call of a service was refused');
}
