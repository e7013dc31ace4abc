import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { type LocalSystem, startSystem } from '@proofsheet/system';
import { installPythonTool } from '../programs/install-python-tool.ts';

/**
 * `pnpm fuzz:api`: schemathesis (https://schemathesis.readthedocs.io) sends requests generated from the OpenAPI document
 * to a running system, with and without a valid token. Any 5xx and any undocumented response is a failure.
 */
const { values } = parseArgs({ options: { examples: { type: 'string', default: '100' } } });
const folder = fileURLToPath(new URL('../../.proofsheet', import.meta.url));
const config = fileURLToPath(new URL('schemathesis.toml', import.meta.url));

await mkdir(folder, { recursive: true });
const tool = { name: 'schemathesis', version: '4.32.5', program: 'st', neededBy: 'pnpm fuzz:api' };
const schemathesis = await installPythonTool(folder, tool).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-fuzz-'));
// Without a rate limit. Otherwise most responses would be 429.
const system = await startSystem({
  dataDir,
  services: ['upload', 'worker'],
  env: { upload: { MAX_UPLOADS_PER_MINUTE: '0' } },
});
try {
  const [photo = ''] = await samplePhotos();
  const { photoId } = await sendPhoto(system.local, photo);
  const token = ['--header', `Authorization: Bearer ${system.local.apiKey}`];
  const statuses = [
    await fuzz(system.local, photoId, 'with a valid token', token),
    await fuzz(system.local, photoId, 'without a token', []),
  ];
  process.exitCode = Math.max(...statuses);
} finally {
  await system.stop();
  await rm(dataDir, { recursive: true });
}

async function fuzz({ apiUrl }: LocalSystem, photoId: string, how: string, args: string[]): Promise<number> {
  process.stdout.write(`\n${how}\n`);
  const options = ['--max-examples', values.examples, '--continue-on-failure', '--warnings', 'off', ...args];
  const child = spawn(schemathesis, ['--config-file', config, 'run', `${apiUrl}/openapi.json`, ...options], {
    cwd: folder,
    env: { ...process.env, PROOFSHEET_PHOTO_ID: photoId },
    stdio: 'inherit',
  });
  const [status] = await once(child, 'exit');
  return status ?? 1;
}
