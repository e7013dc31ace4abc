import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { until } from '@proofsheet/harness/until';
import { type AwsServices, findFreePort } from '@proofsheet/system';
import { installPythonTool } from '../programs/install-python-tool.ts';

const tool = { name: 'ministack', version: '1.5.33', program: 'ministack' };
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Starts ministack, an independent emulator, with signature and permission checks. Data and log are below `folder`; the
 * data is deleted when it stops.
 */
export async function startMinistack(folder: string, neededBy: string): Promise<AwsServices> {
  await mkdir(folder, { recursive: true });
  const program = await installPythonTool(folder, { ...tool, neededBy });
  const dataDir = await mkdtemp(path.join(folder, 'ministack-data-'));
  const log = await open(path.join(folder, 'ministack.log'), 'w');
  const port = await findFreePort();
  const child = spawn(program, [], {
    stdio: ['ignore', log.fd, log.fd],
    env: {
      PATH: process.env.PATH,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      S3_PERSIST: '1',
      S3_DATA_DIR: path.join(dataDir, 's3'),
      PERSIST_STATE: '1',
      STATE_DIR: path.join(dataDir, 'state'),
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  const ended = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  await until(
    'ministack',
    async () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      ),
    60_000,
  );
  return {
    endpoint,
    region: 'us-east-1',
    credentials,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await log.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
