import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addCost } from './commands/cost-command.ts';
import { addDlq } from './commands/dlq-command.ts';
import { addDoctor } from './commands/doctor-command.ts';
import { addKeys } from './commands/keys-command.ts';
import { addStatus } from './commands/status-command.ts';
import { addSweep } from './commands/sweep-command.ts';
import { addUpload } from './commands/upload-command.ts';
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
  addDoctor(program, context);
  addStatus(program, context);
  addDlq(program, context);
  addUpload(program, context);
  addCost(program, context);
  addKeys(program, context);
  return program;
}
