import { InvalidSettingsError } from '@proofsheet/runtime';
import { CommanderError } from 'commander';
import type { CommandContext } from './command-context.ts';
import { createProgram } from './create-program.ts';
import { demoEnv } from './demo-env.ts';
import { exitCodes } from './exit-codes.ts';

/** Runs one command line and says why it failed. With `--demo` in front, the settings are those of the running demo. */
export async function runCommand(args: readonly string[], process: CommandContext): Promise<void> {
  const { note, setExitCode, signal } = process;
  try {
    const isDemo = args[0] === '--demo';
    const context = isDemo ? { ...process, env: { ...process.env, ...demoEnv() } } : process;
    await createProgram(context).parseAsync(isDemo ? args.slice(1) : args, { from: 'user' });
  } catch (error) {
    if (signal.aborted) {
      note('interrupted\n');
      setExitCode(exitCodes.interrupted);
    } else if (error instanceof CommanderError) {
      setExitCode(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
    } else {
      note(`${error instanceof Error ? error.message : String(error)}\n`);
      setExitCode(error instanceof InvalidSettingsError ? exitCodes.usage : exitCodes.failed);
    }
  }
}
