import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface PythonTool {
  /** Name in the Python Package Index. */
  readonly name: string;
  readonly version: string;
  /** The program it installs. */
  readonly program: string;
  /** Arguments of a smoke test; `--help` by default. */
  readonly check?: string;
  /** The command that needs it, for the error message without Python. */
  readonly neededBy: string;
}

/**
 * Installs a Python tool into its own virtual environment below `folder`, unless it is there. Returns its path.
 * @throws Error that names what is missing.
 */
export async function installPythonTool(folder: string, tool: PythonTool): Promise<string> {
  const { name, version, neededBy } = tool;
  const environment = path.join(folder, `${name}-${version}`);
  const program = path.join(environment, 'bin', tool.program);
  if (await works(program, [tool.check ?? '--help'])) return program;
  const isNew = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';
  if (!(await works('python3', ['-c', isNew]))) {
    throw new Error(`${neededBy} needs Python 3.10 or newer, as python3 and with its module venv`);
  }
  process.stderr.write(`installing ${name} ${version} in ${environment}\n`);
  await run('python3', ['-m', 'venv', '--clear', environment]);
  await run(path.join(environment, 'bin', 'pip'), ['install', '--quiet', `${name}==${version}`]);
  return program;
}

async function works(program: string, args: string[]): Promise<boolean> {
  return run(program, args, { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}
