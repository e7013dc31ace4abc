import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Something without which the test cannot run, or an option that it does not know: it says what, and exits with status 2. */
export class MissingCommandError extends Error {}

/**
 * Runs a program to its end and returns what it wrote to its standard output.
 * @throws MissingCommandError where there is no such program, Error with its standard error when it fails.
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
