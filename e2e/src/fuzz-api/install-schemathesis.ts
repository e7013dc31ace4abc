import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** https://schemathesis.readthedocs.io */
const version = '4.32.5';

/**
 * Installs schemathesis in an environment of its own below `folder`, unless it is there. Returns its program.
 * @throws Error that says what is missing.
 */
export async function installSchemathesis(folder: string): Promise<string> {
  const environment = path.join(folder, `schemathesis-${version}`);
  const program = path.join(environment, 'bin', 'st');
  if (await works(program, ['--version'])) return program;
  const isNew = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';
  if (!(await works('python3', ['-c', isNew]))) {
    throw new Error('pnpm fuzz:api needs Python 3.10 or newer, as python3 and with its module venv');
  }
  process.stderr.write(`installing schemathesis ${version} in ${environment}\n`);
  await run('python3', ['-m', 'venv', '--clear', environment]);
  await run(path.join(environment, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`]);
  return program;
}

async function works(program: string, args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}
