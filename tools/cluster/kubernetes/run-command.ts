import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A missing prerequisite or an unknown option. The program prints it and exits with status 2. */
export class MissingCommandError extends Error {}

/**
 * Runs a program and returns its standard output.
 * @throws MissingCommandError when the program is not installed, Error with its standard error when it fails.
 */
export async function runCommand(program: string, args: readonly string[], input?: string): Promise<string> {
  const running = run(program, [...args], { maxBuffer: 64 * 1024 ** 2 });
  running.child.stdin?.end(input ?? '');
  try {
    return (await running).stdout;
  } catch (error) {
    const { code, stderr = '', stdout = '' } = error as { code?: unknown; stderr?: string; stdout?: string };
    if (code === 'ENOENT') throw new MissingCommandError(`${program} is not installed`);
    throw new Error(`${program} ${args[0]}: ${(stderr || stdout).trim()}`);
  }
}
