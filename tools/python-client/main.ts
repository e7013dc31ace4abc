import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { samplePhotos } from '@proofsheet/demo';
import { startSystem } from '@proofsheet/system';
import { installPythonTool } from '../programs/install-python-tool.ts';

/**
 * `pnpm test:python-client`: a client that openapi-python-client generates from our document goes once around a running
 * system. Needs Python 3.10 or newer and the Python Package Index; exits with 2 without them, with 1 when a step fails.
 */
const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../.proofsheet', import.meta.url));
const script = fileURLToPath(new URL('once_around.py', import.meta.url));

await mkdir(folder, { recursive: true });
const tool = {
  name: 'openapi-python-client',
  version: '0.29.1',
  program: 'openapi-python-client',
  neededBy: 'pnpm test:python-client',
};
const generator = await installPythonTool(folder, tool).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-python-'));
const system = await startSystem({ dataDir, services: ['upload', 'worker'] });
try {
  const { apiUrl, apiKey } = system.local;
  const output = path.join(dataDir, 'proofsheet_client');
  const document = `${apiUrl}/openapi.json`;
  await run(generator, ['generate', '--url', document, '--output-path', output, '--meta', 'none']);
  const python = path.join(path.dirname(generator), 'python');
  const env = { ...process.env, API_URL: apiUrl, API_KEY: apiKey, PYTHONPATH: dataDir };
  const [photo = ''] = await samplePhotos();
  const { stdout } = await run(python, [script, photo], { env });
  process.stdout.write(stdout);
} catch (error) {
  const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
  process.stderr.write(`${message}\n${stdout}${stderr}`);
  process.exitCode = 1;
} finally {
  await system.stop();
  await rm(dataDir, { recursive: true });
}
