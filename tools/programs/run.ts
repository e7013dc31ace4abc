import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A prerequisite is missing or an option is unknown: nothing was tested. Commands print it and exit with status 2. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError';
}

/** Output and exit status of a program. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly input?: string;
}

/**
 * Runs a program to its end, whatever its status.
 * @throws MissingToolError when it is not installed, Error when it cannot be started or was ended by a signal.
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env, input = '' }: RunOptions = {},
): Promise<Ended> {
  const options = { ...(cwd && { cwd }), env: { ...process.env, ...env }, maxBuffer: 256 * 1024 ** 2 };
  const running = execute(program, [...args], options);
  // The program may end without reading it.
  running.child.stdin?.on('error', () => {}).end(input);
  try {
    return { status: 0, ...(await running) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout: string; stderr: string };
    if (code === 'ENOENT') throw new MissingToolError(`${program} is not installed`);
    if (typeof code !== 'number') throw error;
    return { status: code, stdout, stderr };
  }
}

/**
 * Runs a program and returns its standard output.
 * @throws MissingToolError when it is not installed, Error with its output when its status is not 0.
 */
export async function runOrFail(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, options);
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed with ${status}:\n${stderr || stdout}`);
  return stdout;
}
