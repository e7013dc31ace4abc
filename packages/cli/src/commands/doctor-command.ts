import { SNSClient } from '@aws-sdk/client-sns';
import type { Command } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { doctorSettings } from '../doctor/doctor-context.ts';
import { examine } from '../doctor/examine.ts';
import { exitCodes } from '../exit-codes.ts';

/** Adds `proofsheet doctor`. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('find what is wrong with an installation')
    .description(
      'Looks at settings, credentials, clock, buckets, notifications, CORS, queues, topic and public URL with calls that change nothing. Says what is wrong, why it matters, and what to do.',
    )
    .option('--json', 'print a line of JSON per problem', false)
    .action(async ({ json }: { json: boolean }) => {
      const { settings, options, s3, sqs, close } = connect(context, doctorSettings);
      const sns = new SNSClient(options);
      try {
        const problems = await examine({ settings, s3, sqs, sns, signal: context.signal, now: Date.now });
        for (const problem of problems) {
          const { check, what, why, fix } = problem;
          context.print(json ? JSON.stringify(problem) : `${check}: ${what}\n  ${why}\n  ${fix}`);
        }
        if (problems.length > 0) context.setExitCode(exitCodes.found);
        else if (!json) context.print('nothing is wrong');
      } finally {
        sns.destroy();
        close();
      }
    });
}
