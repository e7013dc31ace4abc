import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addSweep } from './commands/sweep-command.ts';
import { exitCodes } from './exit-codes.ts';

/** The command line of operators. Settings come from the environment, by the names that the services use. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('proofsheet')
    .description(
      'Runs and repairs a proofsheet installation. Settings come from the environment, as for the services.',
    )
    .exitOverride()
    .configureOutput({ writeOut: context.print, writeErr: context.note })
    .addHelpText(
      'after',
      `\nExit status: ${Object.entries(exitCodes)
        .map(([name, code]) => `${code} ${name}`)
        .join(', ')}`,
    );
  addSweep(program, context);
  return program;
}
