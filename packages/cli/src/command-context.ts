import type { SQSClient } from '@aws-sdk/client-sqs';
import { createS3Client } from '@proofsheet/object-store';
import { createSqsClient } from '@proofsheet/queue';
import { createAwsClientOptions, type Environment } from '@proofsheet/runtime';
import { readCommandSettings, type SettingName } from './settings.ts';

/** What a command gets from the process. */
export interface CommandContext {
  readonly env: Environment;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Writes the result. */
  readonly print: (text: string) => void;
  /** Writes what people want to know meanwhile. */
  readonly note: (text: string) => void;
  /** Whether notes are read by a person at a terminal. */
  readonly isTerminal: boolean;
  readonly setExitCode: (code: number) => void;
}

/** Settings and AWS clients of a command. Destroy the clients at its end. */
export function connect<N extends SettingName>({ env }: CommandContext, names: readonly N[]) {
  const settings = readCommandSettings(env, names);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  const credentials =
    accessKeyId && secretAccessKey
      ? {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
          },
        }
      : {};
  const options = { ...createAwsClientOptions(settings), ...credentials };
  const s3 = createS3Client(options);
  const sqs: SQSClient = createSqsClient(options);
  return {
    settings,
    options,
    s3,
    sqs,
    close() {
      s3.destroy();
      sqs.destroy();
    },
  };
}
