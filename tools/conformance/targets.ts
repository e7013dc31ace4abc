import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@proofsheet/harness/until';
import { startLocalAws } from '@proofsheet/local-aws';
import { findFreePort } from '@proofsheet/system';
import { startMinistack } from '../ministack/start-ministack.ts';
import { installPythonTool } from '../programs/install-python-tool.ts';
import type { Target } from './run-checks.ts';

export type RunningTarget = Target & { stop(): Promise<unknown> };

const neededBy = 'pnpm test:conformance';

/** Starts each emulator, by the name of its column. Data and installed programs are below `folder`. */
export const targets: Readonly<Record<string, (folder: string) => Promise<RunningTarget>>> = {
  'local-aws': startEmbedded,
  ministack: (folder) => startMinistack(folder, neededBy),
  moto: startMoto,
  AWS: async () => ({ region: process.env.AWS_REGION ?? '', stop: async () => {} }),
};

/** Whether the environment has credentials of AWS: its checks create and delete a bucket, queues and topics. */
export function hasAwsCredentials(): boolean {
  return process.env.CONFORMANCE_AWS === 'true' && process.env.AWS_REGION !== undefined;
}

async function startEmbedded(): Promise<RunningTarget> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  const aws = await startLocalAws({ dataDir });
  const stop = async () => {
    await aws.close();
    await rm(dataDir, { recursive: true });
  };
  return { endpoint: aws.url, region: aws.region, credentials: aws.credentials, stop };
}

/** It does not check signatures: its columns of refusals say so. */
async function startMoto(folder: string): Promise<RunningTarget> {
  const tool = { name: 'moto[server]', version: '5.2.5', program: 'moto_server', neededBy };
  const program = await installPythonTool(folder, tool);
  const port = await findFreePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const answers = async () =>
    fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('moto', answers, 60_000);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint, region: 'us-east-1', credentials, stop };
}
