import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AwsServices } from '@proofsheet/system';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

export type AwsCli = ReturnType<typeof createAwsCli>;

/** Runs commands in a shell in which `aws` is this program and AWS is the emulator. */
export function createAwsCli(program: string, { endpoint, region, credentials }: AwsServices) {
  const env = {
    PATH: `${path.dirname(program)}:${process.env.PATH}`,
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_PAGER: '',
  };
  /** Returns what it prints; rejects with what it says on standard error, if it fails. */
  return async (command: string, cwd = root): Promise<string> => {
    const { stdout } = await run('sh', ['-c', command], { env, cwd });
    return stdout;
  };
}

/** The command of docs/aws.md that begins so, in one line. */
export async function readCommand(beginning: string): Promise<string> {
  const page = await readFile(path.join(root, 'docs/aws.md'), 'utf8');
  const joined = page.replaceAll(/\\\n\s*/g, '');
  const command = joined.split('\n').find((line) => line.startsWith(beginning));
  if (command === undefined) throw new Error(`docs/aws.md has no command that begins with ${beginning}`);
  return command;
}
