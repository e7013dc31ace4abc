import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AwsServices } from '@proofsheet/system';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

export type AwsCli = ReturnType<typeof createAwsCli>;

/** Runs shell commands with the AWS CLI pointed at the emulator. */
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
  /** Returns standard output; rejects with standard error if the command fails. */
  return async (command: string, cwd = root): Promise<string> => {
    const { stdout } = await run('sh', ['-c', command], { env, cwd });
    return stdout;
  };
}

/** The command in docs/aws.md that begins with this text, in one line. */
export async function readCommand(beginning: string): Promise<string> {
  const page = await readFile(path.join(root, 'docs/aws.md'), 'utf8');
  const joined = page.replaceAll(/\\\n\s*/g, '');
  const command = joined.split('\n').find((line) => line.startsWith(beginning));
  if (command === undefined) throw new Error(`docs/aws.md has no command that begins with ${beginning}`);
  return command;
}
