import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startMinistack } from './start-ministack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tests = 'packages/cli/test/doctor/doctor.test.ts';

/** Runs the tests of `proofsheet doctor` on an emulator of their own. Returns whether they passed. */
export async function testDoctor(folder: string, neededBy: string): Promise<boolean> {
  const { endpoint, region, credentials, stop } = await startMinistack(folder, neededBy);
  try {
    const PROOFSHEET_TEST_AWS = JSON.stringify({ endpoint, region, credentials });
    const child = spawn(process.execPath, ['--test', tests], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PROOFSHEET_TEST_AWS },
    });
    const [code] = await once(child, 'exit');
    return code === 0;
  } finally {
    await stop();
  }
}
